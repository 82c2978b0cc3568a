/// Odoo's tables, rebuilt from its public documentation as far as customers are concerned, with rows that people of an
/// invented company typed. References are foreign keys that are looked at at once, as Odoo makes them.
public enum Odoo {
    private static let log = """
        create_uid integer REFERENCES res_users ON DELETE SET NULL, create_date timestamp without time zone,
        write_uid integer REFERENCES res_users ON DELETE SET NULL, write_date timestamp without time zone
        """

    /// The tables.
    public static let tables = """
        CREATE TABLE res_country (id serial PRIMARY KEY, name jsonb NOT NULL, code varchar(2) UNIQUE);
        CREATE TABLE res_currency (id serial PRIMARY KEY, name varchar(3) NOT NULL UNIQUE);
        CREATE TABLE res_users (id serial PRIMARY KEY, active boolean DEFAULT true, login varchar NOT NULL UNIQUE,
            partner_id integer NOT NULL, share boolean);
        CREATE TABLE res_company (id serial PRIMARY KEY, name varchar NOT NULL, partner_id integer NOT NULL);
        CREATE TABLE res_partner (
            id serial PRIMARY KEY, name varchar, complete_name varchar, parent_id integer REFERENCES res_partner ON DELETE SET NULL,
            ref varchar, lang varchar, vat varchar, company_registry varchar, website varchar, comment text, active boolean,
            employee boolean, function varchar, type varchar, street varchar, street2 varchar, zip varchar, city varchar,
            country_id integer REFERENCES res_country ON DELETE RESTRICT, industry_id integer, barcode jsonb,
            signup_token varchar, email varchar, email_normalized varchar, phone varchar, phone_sanitized varchar,
            mobile varchar, is_company boolean, partner_share boolean, color integer,
            commercial_partner_id integer REFERENCES res_partner ON DELETE SET NULL,
            user_id integer REFERENCES res_users ON DELETE SET NULL, \(log),
            CONSTRAINT res_partner_check_name CHECK ((type = 'contact' AND name IS NOT NULL) OR type <> 'contact'));
        ALTER TABLE res_users ADD FOREIGN KEY (partner_id) REFERENCES res_partner ON DELETE RESTRICT;
        ALTER TABLE res_company ADD FOREIGN KEY (partner_id) REFERENCES res_partner ON DELETE RESTRICT;
        CREATE TABLE product_product (id serial PRIMARY KEY, default_code varchar, active boolean);
        CREATE TABLE uom_uom (id serial PRIMARY KEY, name jsonb NOT NULL);
        CREATE TABLE crm_stage (id serial PRIMARY KEY, name jsonb NOT NULL);
        CREATE TABLE crm_lead (
            id serial PRIMARY KEY, name varchar NOT NULL, type varchar NOT NULL,
            partner_id integer REFERENCES res_partner ON DELETE SET NULL,
            user_id integer REFERENCES res_users ON DELETE SET NULL, stage_id integer REFERENCES crm_stage,
            expected_revenue numeric, probability double precision, date_deadline date,
            date_closed timestamp without time zone, description text, active boolean, priority varchar,
            company_id integer REFERENCES res_company, \(log));
        CREATE TABLE sale_order (
            id serial PRIMARY KEY, name varchar NOT NULL, state varchar,
            partner_id integer NOT NULL REFERENCES res_partner ON DELETE RESTRICT,
            partner_invoice_id integer NOT NULL REFERENCES res_partner ON DELETE RESTRICT,
            partner_shipping_id integer NOT NULL REFERENCES res_partner ON DELETE RESTRICT,
            date_order timestamp without time zone NOT NULL, currency_id integer REFERENCES res_currency,
            amount_untaxed numeric, amount_tax numeric, amount_total numeric, note text,
            company_id integer NOT NULL REFERENCES res_company,
            opportunity_id integer REFERENCES crm_lead ON DELETE SET NULL, \(log));
        CREATE TABLE sale_order_line (
            id serial PRIMARY KEY, order_id integer NOT NULL REFERENCES sale_order ON DELETE CASCADE, sequence integer,
            name text NOT NULL, product_id integer REFERENCES product_product ON DELETE RESTRICT,
            product_uom integer REFERENCES uom_uom, product_uom_qty numeric NOT NULL, price_unit numeric NOT NULL,
            price_subtotal numeric, customer_lead double precision NOT NULL, state varchar, display_type varchar,
            company_id integer, \(log),
            CONSTRAINT sale_order_line_accountable_required_fields
                CHECK (display_type IS NOT NULL OR (product_id IS NOT NULL AND product_uom IS NOT NULL)));
        CREATE TABLE account_move (id serial PRIMARY KEY, name varchar, partner_id integer REFERENCES res_partner);
        CREATE TABLE mail_message (
            id serial PRIMARY KEY, model varchar, res_id integer, message_type varchar NOT NULL, subtype_id integer,
            subject varchar, body text, date timestamp without time zone, is_internal boolean,
            author_id integer REFERENCES res_partner ON DELETE SET NULL, \(log));
        CREATE TABLE mail_activity (id serial PRIMARY KEY, res_model varchar, res_id integer, summary varchar);
        CREATE TABLE ir_attachment (id serial PRIMARY KEY, name varchar NOT NULL, res_model varchar, res_id integer);
        """

    /// What people typed.
    public static let people = """
        INSERT INTO res_country (name, code) VALUES ('{"en_US": "Germany"}', 'DE'), ('{"en_US": "Austria"}', 'AT');
        INSERT INTO res_currency (name) VALUES ('EUR'), ('USD');
        INSERT INTO uom_uom (name) VALUES ('{"en_US": "Units"}');
        INSERT INTO crm_stage (name) VALUES ('{"en_US": "New", "de_DE": "Neu"}'), ('{"en_US": "Won", "de_DE": "Gewonnen"}');
        INSERT INTO product_product (default_code, active) VALUES ('FLOUR-1', true);
        INSERT INTO res_partner (name, complete_name, is_company, type, active, partner_share, commercial_partner_id, email)
            VALUES
            ('Our Own Company', 'Our Own Company', true, 'contact', true, false, 1, 'info@own.example'),
            ('Petra Muster', 'Petra Muster', false, 'contact', true, false, 2, 'petra@muster.example');
        INSERT INTO res_company (name, partner_id) VALUES ('Our Own Company', 1);
        INSERT INTO res_users (login, partner_id) VALUES ('petra@muster.example', 2);
        INSERT INTO res_partner (name, complete_name, is_company, type, active, partner_share, commercial_partner_id,
            street, city, zip, country_id, email, email_normalized, phone, website, user_id, vat, ref, create_uid,
            create_date, write_uid, write_date) VALUES
            ('Typed & Sons', 'Typed & Sons', true, 'contact', true, true, 3, 'Marktweg 3', 'Ulm', '89073', 1,
                'Info@Typed.example', 'info@typed.example', '0731 555 0100', '', 1, '', 'T-1', 1,
                '2025-02-03 04:05:06.789', 1, '2025-02-03 04:05:06.789'),
            ('Gone Ltd', 'Gone Ltd', true, 'contact', false, true, 4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL, 1, '2025-02-03 04:05:06', 1, '2025-02-03 04:05:06');
        INSERT INTO res_partner (name, complete_name, is_company, type, active, partner_share, parent_id,
            commercial_partner_id, function, lang, create_date, write_date) VALUES
            ('Tilda von Typed', 'Typed & Sons, Tilda von Typed', false, 'contact', true, true, 3, 3, 'Owner', 'de_DE',
                '2025-02-03 04:05:06', '2025-02-03 04:05:06'),
            (NULL, 'Typed & Sons, Delivery', false, 'delivery', true, true, 3, 3, NULL, NULL, '2025-02-03 04:05:06', NULL),
            ('Solo Person', 'Solo Person', NULL, 'contact', true, true, NULL, 7, NULL, NULL, '2025-02-03 04:05:06', NULL);
        INSERT INTO crm_lead (name, type, partner_id, stage_id, expected_revenue, probability, active) VALUES
            ('Flour for a year', 'opportunity', 3, 1, 1234.500, 33.333333, true), ('Only a lead', 'lead', 3, 1, NULL, NULL, true);
        INSERT INTO sale_order (name, state, partner_id, partner_invoice_id, partner_shipping_id, date_order, currency_id,
            amount_untaxed, amount_tax, amount_total, company_id) VALUES
            ('S00001', 'sale', 3, 3, 6, '2025-03-01 10:00:00', 1, 100.0, 19.0, 119.0, 1);
        INSERT INTO account_move (name, partner_id) VALUES ('INV/2025/0001', 3);
        INSERT INTO mail_message (model, res_id, message_type, body, date) VALUES
            ('res.partner', 3, 'comment', '<p>called</p>', '2025-03-02 10:00:00'),
            ('res.partner', 3, 'notification', 'created', '2025-03-02 10:00:00');
        """
}
