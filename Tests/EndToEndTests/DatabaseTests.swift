import Foundation
import SQLite
import Testing

/// A client's database dump, from `init` to a loaded CRM with nothing corrected by hand.
@Suite struct DatabaseTests {
    /// What an old CRM holds of three companies, as mysqldump writes it.
    static let dump: String = {
        func table(_ name: String, _ columns: String, _ rows: [String]) -> String {
            let names = columns.split(separator: " ").map { "`\($0)` varchar(255)" }.joined(separator: ", ")
            return "CREATE TABLE `\(name)` (\(names));\nINSERT INTO `\(name)` VALUES "
                + rows.map { "(\($0))" }.joined(separator: ",\n") + ";\n"
        }
        let own = "date_entered date_modified modified_user_id created_by description deleted assigned_user_id"
        let dates = "'2024-01-02 03:04:05','2024-02-03 04:05:06','u1','u1'"
        let address =
            "primary_address_street primary_address_city primary_address_state primary_address_postalcode primary_address_country"
        return "-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\n"
            + table(
                "accounts", "id name \(own) billing_address_street billing_address_city phone_office website",
                [
                    "'a1','Nordlicht Handel GmbH',\(dates),NULL,'0','u1','Salzstraße 1','Lüneburg','+49 30 23125001',''",
                    "'a2','Fjordbau AG',\(dates),NULL,'0','u2','Uferweg 2','Kiel','+49 30 23125002',''",
                    "'a3','Weg & Fort GmbH',\(dates),NULL,'1','u2','','','',''",
                ])
            + table(
                "accounts_contacts", "id contact_id account_id deleted", ["'r1','c1','a1','0'", "'r2','c2','a2','0'"])
            + table("accounts_opportunities", "id opportunity_id account_id deleted", ["'r1','o1','a2','0'"])
            + table(
                "contacts",
                "id \(own) salutation first_name last_name title phone_work \(address) reports_to_id birthdate",
                [
                    "'c1',\(dates),NULL,'0','u1','Ms.','Anna','Lindholm','Buyer','+49 30 23125003','','','','','','',NULL",
                    "'c2',\(dates),NULL,'0','u2','Mr.','Tom','Vogt','','+49 30 23125004','','','','','','',NULL",
                ])
            + table(
                "email_addr_bean_rel", "id email_address_id bean_id bean_module primary_address deleted",
                [
                    "'1','e1','c1','Contacts','1','0'", "'2','e2','a1','Accounts','1','0'",
                    "'3','e3','u1','Users','1','0'",
                ])
            + table(
                "email_addresses", "id email_address invalid_email opt_out deleted",
                [
                    "'e1','anna@nordlicht.example','0','1','0'", "'e2','info@nordlicht.example','0','0','0'",
                    "'e3','user@crm.example','0','0','0'",
                ])
            + table(
                "notes", "id name \(own) file_mime_type filename parent_type parent_id contact_id",
                [
                    "'n1','Visit',\(dates),'<p>Was &ouml;ffen</p>','0','u1',NULL,NULL,'Accounts','a2',NULL",
                    "'n2','Call',\(dates),'Later','0','u1',NULL,NULL,'Opportunities','o1','c2'",
                ])
            + table(
                "opportunities",
                "id name \(own) amount amount_usdollar currency_id date_closed sales_stage probability",
                ["'o1','Ovens',\(dates),NULL,'0','u1','1250.50','1250.50','-99','2024-06-30','Closed Won','100'"])
            + table(
                "users", "id user_name user_hash first_name last_name is_admin status deleted",
                [
                    "'u1','ma','$2y$10$secret','Maja','Kern','1','Active','0'",
                    "'u2','ob','$2y$10$secret','Ole','Brandt','0','Active','0'",
                ])
            + table("tracker", "id item_summary", ["'1','x'"]) + "-- Dump completed on 2026-02-03  4:05:06\n"
    }()

    @Test func aSuiteCRMDumpIsLoadedWithItsRelations() throws {
        let workdir = try Workdir()
        try workdir.write("suite.sql", DatabaseTests.dump)
        let made = try workdir.customary("init", "p2", "--no-input", "--from", "suite.sql")
        #expect(made.status == 0, "\(made.errors)")
        for words in [
            "companies of a SugarCRM or SuiteCRM database", "people of a SugarCRM or SuiteCRM database",
            "deals of a SugarCRM or SuiteCRM database", "notes of a SugarCRM or SuiteCRM database",
            "users of a SugarCRM or SuiteCRM database",
        ] {
            #expect(made.output.contains(words), "\(made.output)")
        }
        try workdir.customary("-C", "p2", "questions", "--accept-proposals", "--as-draft")
        let loaded = try workdir.customary("-C", "p2", "run", "--yes", "--format", "json")
        #expect(loaded.status == 0, "\(loaded.output)\(loaded.errors)")
        func value(_ sql: String) throws -> String? { try workdir.value(sql, in: "p2") }
        #expect(
            try value("SELECT group_concat(name) FROM (SELECT name FROM accounts ORDER BY name)")
                == "Fjordbau AG,Nordlicht Handel GmbH")
        #expect(
            try value(
                """
                SELECT group_concat(c.family_name || '=' || a.name) FROM (SELECT * FROM account_contacts ORDER BY contact_id) AS l
                JOIN contacts AS c ON c.id = l.contact_id JOIN accounts AS a ON a.id = l.account_id
                WHERE c.family_name = 'Vogt'
                """) == "Vogt=Fjordbau AG")
        #expect(
            try value(
                "SELECT p.value FROM contact_points AS p JOIN contacts AS c ON c.id = p.contact_id WHERE p.kind = 'email'"
            )
                == "anna@nordlicht.example")
        #expect(try value("SELECT status || ' ' || channel FROM consents") == "opt_out email")
        #expect(
            try value(
                """
                SELECT o.status || ' ' || o.amount || ' ' || a.name || ' ' || u.name FROM opportunities AS o
                JOIN accounts AS a ON a.id = o.account_id JOIN users AS u ON u.id = o.owner_id
                """) == "won 12505000 Fjordbau AG Maja Kern")
        #expect(
            try value(
                """
                SELECT n.body || '/' || a.name FROM activities AS n JOIN accounts AS a ON a.id = n.account_id
                """) == "Was öffen/Fjordbau AG")
        #expect(
            try value(
                """
                SELECT o.name || '/' || c.family_name FROM activities AS n JOIN opportunities AS o ON o.id = n.opportunity_id
                JOIN contacts AS c ON c.id = n.contact_id
                """) == "Ovens/Vogt")
        // Hashes of passwords are nowhere.
        let staging = try Data(contentsOf: URL(fileURLWithPath: workdir.path + "/p2/.customary/staging.sqlite"))
        #expect(staging.range(of: Data("$2y$10$secret".utf8)) == nil)
    }

    @Test func aDumpThatWasCutShortEndsWithItsPlace() throws {
        let workdir = try Workdir()
        try workdir.write("cut.sql", String(DatabaseTests.dump.prefix(900)))
        let made = try workdir.customary("init", "p2", "--no-input", "--from", "cut.sql")
        #expect(made.status == 3)
        #expect(
            made.errors.contains("cut.sql:") && made.errors.contains("the dump ends inside a statement"),
            "\(made.errors)")
    }
}
