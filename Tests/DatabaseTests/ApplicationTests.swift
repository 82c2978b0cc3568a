import Connecting
import Database
import Foundation
import Records
import Testing

/// The databases of known programs, joined.
struct ApplicationTests {
    static let suite = """
        /*!40101 SET NAMES utf8 */;
        CREATE TABLE `accounts` (id char(36), name varchar(255), deleted tinyint, assigned_user_id char(36));
        INSERT INTO `accounts` VALUES ('a1','Nordlicht GmbH',0,'u1'),('a2','Fjordbau AG',0,'u1');
        CREATE TABLE `accounts_contacts` (id char(36), contact_id char(36), account_id char(36), deleted tinyint);
        INSERT INTO `accounts_contacts` VALUES ('r0','c1','a1',1),('r1','c1','a2',0);
        CREATE TABLE `accounts_cstm` (id_c char(36), number_c varchar(10));
        INSERT INTO `accounts_cstm` VALUES ('a2','K7');
        CREATE TABLE `calls` (id char(36), name varchar(255), parent_type varchar(255), parent_id char(36), deleted tinyint);
        INSERT INTO `calls` VALUES ('x1','Call','Accounts','a1',0),('x2','Call','Contacts','c2',0);
        CREATE TABLE `contacts` (id char(36), first_name varchar(100), last_name varchar(100), deleted tinyint);
        INSERT INTO `contacts` VALUES ('c1','Anna','Lindholm',0),('c2','Tom','Vogt',0),('c3','Ida');
        CREATE TABLE `email_addr_bean_rel` (id char(36), email_address_id char(36), bean_id char(36), bean_module varchar(100), primary_address tinyint, deleted tinyint);
        INSERT INTO `email_addr_bean_rel` VALUES ('1','e1','c1','Contacts',0,0),('2','e2','c1','Contacts',1,0),('3','e3','c1','Contacts',1,1),('4','e4','a1','Accounts',1,0);
        CREATE TABLE `email_addresses` (id char(36), email_address varchar(255), opt_out tinyint, deleted tinyint);
        INSERT INTO `email_addresses` VALUES ('e1','second@mail.example',0,0),('e2','first@mail.example',1,0),('e3','gone@mail.example',0,0),('e4','info@firma.example',0,0);
        CREATE TABLE `tracker` (id int, item_summary text);
        INSERT INTO `tracker` VALUES (1,'x'),(2,'y');

        """

    @Test("SuiteCRM: addresses reach their owners, links become keys, custom fields join, deleted links don't count")
    func suiteCRM() throws {
        let streams = try readAll(ApplicationTests.suite)
        #expect(streams.keys.sorted() == ["accounts", "calls", "contacts"])
        let contacts = try #require(streams["contacts"])
        #expect(contacts.column("email1") == ["first@mail.example", "", ""])
        #expect(contacts.column("email2") == ["second@mail.example", "", ""])
        #expect(contacts.column("email3") == ["", "", ""])
        #expect(contacts.column("email_opt_out") == ["1", "", ""])
        #expect(contacts.column("account_id") == ["a2", "", ""])
        #expect(contacts.kinds == [.record, .record, .malformed])
        #expect(contacts.remarks == [2: "2 values for 4 columns"])
        #expect(contacts.places == [11, 11, 11])
        let accounts = try #require(streams["accounts"])
        #expect(accounts.column("number_c") == ["", "K7"])
        #expect(accounts.column("email1") == ["info@firma.example", ""])
        let calls = try #require(streams["calls"])
        #expect(calls.column("parent_account_id") == ["a1", ""])
        #expect(calls.column("parent_contact_id") == ["", "c2"])
    }

    @Test("Tables of a known program can be read as they stand")
    func asTheyStand() throws {
        let streams = try readAll(
            ApplicationTests.suite, given: ["application": "none", "tables": "contacts,accounts"])
        #expect(streams["contacts"]?.columns == ["id", "first_name", "last_name", "deleted"])
        let found = try #require(try probe(ApplicationTests.suite))
        #expect(found.streams[0].options["application"] == "suitecrm")
        #expect(found.streams[0].findings.map(\.message) == ["1 further tables with rows are no sources: tracker (2)"])
        #expect(throws: SourceFault.self) {
            try probe(ApplicationTests.suite, given: ["application": "suitecrm", "table": "notes"])
        }
    }

    @Test("WooCommerce under any prefix: what stands in metadata becomes columns, of old and of new orders")
    func wooCommerce() throws {
        let shared = """
            SET NAMES utf8mb4;
            CREATE TABLE `x9_users` (`ID` int, `user_email` text, `user_pass` text);
            INSERT INTO `x9_users` VALUES (1,'a@x.example','h'),(2,'b@x.example','h');
            CREATE TABLE `x9_usermeta` (`umeta_id` int, `user_id` int, `meta_key` text, `meta_value` text);
            INSERT INTO `x9_usermeta` VALUES (1,1,'billing_city','Kiel'),(2,2,'x9_capabilities','a:1:{s:8:"customer";b:1;}'),(3,2,'session_tokens','t'),(4,1,'points','7');
            CREATE TABLE `x9_posts` (`ID` int, `post_type` text, `post_status` text);
            CREATE TABLE `x9_postmeta` (`meta_id` int, `post_id` int, `meta_key` text, `meta_value` text);
            CREATE TABLE `x9_woocommerce_order_items` (`order_item_id` int, `order_item_type` text, `order_id` int);
            INSERT INTO `x9_woocommerce_order_items` VALUES (1,'line_item',50),(2,'shipping',50);
            CREATE TABLE `x9_woocommerce_order_itemmeta` (`meta_id` int, `order_item_id` int, `meta_key` text, `meta_value` text);
            INSERT INTO `x9_woocommerce_order_itemmeta` VALUES (1,1,'_qty','3'),(2,2,'cost','4.90');

            """
        let old = try readAll(
            shared + """
                INSERT INTO `x9_posts` VALUES (50,'shop_order','wc-completed'),(51,'page','publish');
                INSERT INTO `x9_postmeta` VALUES (1,50,'_billing_email','g@x.example'),(2,51,'_thing','1');
                """)
        #expect(old["customers"]?.column("billing_city") == ["Kiel", ""])
        #expect(old["customers"]?.column("points") == ["7", ""])
        #expect(old["customers"]?.columns.contains("session_tokens") == false)
        #expect(old["customers"]?.column("role").last?.contains("customer") == true)
        #expect(old["orders"]?.column("ID") == ["50"])
        #expect(old["orders"]?.column("_billing_email") == ["g@x.example"])
        #expect(old["order_lines"]?.column("order_item_id") == ["1"])
        #expect(old["order_lines"]?.column("_qty") == ["3"])
        let new = try readAll(
            shared + """
                INSERT INTO `x9_posts` VALUES (50,'shop_order_placehold','draft');
                CREATE TABLE `x9_wc_orders` (id int, type text, total_amount decimal(26,8), parent_order_id int);
                INSERT INTO `x9_wc_orders` VALUES (50,'shop_order',20.00,0),(52,'shop_order_refund',-5.5,50);
                CREATE TABLE `x9_wc_order_addresses` (id int, order_id int, address_type text, first_name text, last_name text, company text, address_1 text, address_2 text, city text, state text, postcode text, country text, email text, phone text);
                INSERT INTO `x9_wc_order_addresses` VALUES (1,50,'billing','Anna','L','','','','Kiel','','','DE','',''),(2,50,'shipping','Tom','V','','','','Lübeck','','','DE','','');
                """)
        #expect(new["orders"]?.column("id") == ["50"])
        #expect(new["orders"]?.column("refunded") == ["5.50"])
        #expect(new["orders"]?.column("billing_city") == ["Kiel"])
        #expect(new["orders"]?.column("shipping_city") == ["Lübeck"])
    }

    @Test("vtiger: a record's parts, its owner and what it is related to come together")
    func vtiger() throws {
        let streams = try readAll(
            """
            SET NAMES utf8;
            CREATE TABLE `vtiger_crmentity` (crmid int, smownerid int, setype text, description text, createdtime datetime, modifiedtime datetime, deleted int, smcreatorid int, modifiedby int);
            INSERT INTO `vtiger_crmentity` VALUES (10,1,'Accounts','About','2020-01-02 03:04:05','2020-01-02 03:04:05',0,1,1),(11,5,'Contacts',NULL,NULL,NULL,1,1,1),(12,1,'Potentials',NULL,NULL,NULL,0,1,1);
            CREATE TABLE `vtiger_account` (accountid int, accountname text);
            INSERT INTO `vtiger_account` VALUES (10,'Fjordbau AG');
            CREATE TABLE `vtiger_accountbillads` (accountaddressid int, bill_city text);
            INSERT INTO `vtiger_accountbillads` VALUES (10,'Kiel');
            CREATE TABLE `vtiger_contactdetails` (contactid int, accountid int, lastname text);
            INSERT INTO `vtiger_contactdetails` VALUES (11,10,'Vogt');
            CREATE TABLE `vtiger_potential` (potentialid int, related_to int, contact_id int, potentialname text);
            INSERT INTO `vtiger_potential` VALUES (12,11,NULL,'Deal');
            """)
        #expect(streams["accounts"]?.column("bill_city") == ["Kiel"])
        #expect(streams["accounts"]?.column("entity_description") == ["About"])
        #expect(streams["accounts"]?.column("smownerid") == ["1"])
        #expect(streams["contacts"]?.column("deleted") == ["1"])
        #expect(streams["potentials"]?.column("account_id") == [""])
        #expect(streams["potentials"]?.column("related_contact_id") == ["11"])
    }

    @Test("PrestaShop and Magento: addresses and attributes come to their customers, lines once")
    func shops() throws {
        let presta = try readAll(
            """
            SET NAMES utf8;
            CREATE TABLE `ps_customer` (id_customer int, email text, passwd text);
            INSERT INTO `ps_customer` VALUES (1,'a@x.example','h'),(2,'b@x.example','h');
            CREATE TABLE `ps_address` (id_address int, id_customer int, id_country int, id_state int, company text, vat_number text, address1 text, address2 text, postcode text, city text, other text, phone text, phone_mobile text, dni text, deleted int);
            INSERT INTO `ps_address` VALUES (9,1,8,0,'','','Rue 1','','75001','Paris','','','','',1),(10,1,8,0,'','','Rue 2','','75002','Paris','','','','',0),(11,1,8,0,'','','Rue 3','','75003','Paris','','','','',0);
            CREATE TABLE `ps_country` (id_country int, iso_code text);
            INSERT INTO `ps_country` VALUES (8,'FR');
            CREATE TABLE `ps_orders` (id_order int, id_customer int);
            CREATE TABLE `ps_order_state` (id_order_state int);
            CREATE TABLE `ps_order_detail` (id_order_detail int, id_order int);
            """)
        #expect(presta["customers"]?.column("address.address1") == ["Rue 2", ""])
        #expect(presta["customers"]?.column("address.country") == ["FR", ""])
        #expect(presta["customers"]?.column("address2.address1") == ["Rue 3", ""])
        // The first is deleted there, two come with the customer.
        #expect(presta["addresses"] == nil)
        let magento = try readAll(
            """
            SET NAMES utf8;
            CREATE TABLE `m_customer_entity` (entity_id int, email text);
            INSERT INTO `m_customer_entity` VALUES (1,'a@x.example');
            CREATE TABLE `m_customer_entity_varchar` (value_id int, attribute_id int, entity_id int, value text);
            INSERT INTO `m_customer_entity_varchar` VALUES (1,5,1,'Anna'),(2,7,1,'Lindholm');
            CREATE TABLE `m_customer_address_entity` (entity_id int, parent_id int);
            INSERT INTO `m_customer_address_entity` VALUES (20,1),(9,1);
            CREATE TABLE `m_customer_address_entity_varchar` (value_id int, attribute_id int, entity_id int, value text);
            INSERT INTO `m_customer_address_entity_varchar` VALUES (1,8,9,'Kiel'),(2,8,20,'Husum');
            CREATE TABLE `m_eav_attribute` (attribute_id int, attribute_code text);
            INSERT INTO `m_eav_attribute` VALUES (5,'firstname'),(7,'lastname'),(8,'city');
            CREATE TABLE `m_sales_flat_order` (entity_id int, increment_id text);
            INSERT INTO `m_sales_flat_order` VALUES (70,'100000070');
            CREATE TABLE `m_sales_flat_order_address` (entity_id int, parent_id int, address_type text, city text);
            INSERT INTO `m_sales_flat_order_address` VALUES (1,70,'shipping','Kiel'),(2,70,'billing','Lübeck');
            CREATE TABLE `m_sales_flat_order_item` (item_id int, order_id int, parent_item_id int, sku text);
            INSERT INTO `m_sales_flat_order_item` VALUES (1,70,NULL,'A'),(2,70,1,'A-red');
            """)
        #expect(magento["customers"]?.column("firstname") == ["Anna"])
        #expect(magento["customers"]?.column("lastname") == ["Lindholm"])
        #expect(magento["customers"]?.column("address.city") == ["Kiel"])
        #expect(magento["addresses"]?.column("city") == ["Husum"])
        #expect(magento["orders"]?.column("billing_city") == ["Lübeck"])
        #expect(magento["orders"]?.column("shipping_city") == ["Kiel"])
        #expect(magento["order_lines"]?.column("sku") == ["A"])
    }
}
