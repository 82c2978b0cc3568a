-- The 58 customers that the client's salespeople typed into the CRM last month.
-- Plain SQLite for the CRM's own schema. The book-keeping column row_version is left to the schema's triggers.
BEGIN;
INSERT INTO users (id, created_at, created_by, updated_at, updated_by, name, email, initials, active)
VALUES ('9418a881-1b56-8c9b-acc0-c27f0bb17a40', '2026-09-28T08:00:00.000000Z', 'm.seidl', '2026-09-28T08:00:00.000000Z', 'm.seidl', 'Anke Kern', 'a.kern@nordkamp-technik.example', 'AK', 1);
INSERT INTO users (id, created_at, created_by, updated_at, updated_by, name, email, initials, active)
VALUES ('5747bb64-0b27-8fef-a207-6d3a6647510c', '2026-09-28T08:00:00.000000Z', 'm.seidl', '2026-09-28T08:00:00.000000Z', 'm.seidl', 'Tobias Brandt', 't.brandt@nordkamp-technik.example', 'TB', 1);
INSERT INTO users (id, created_at, created_by, updated_at, updated_by, name, email, initials, active)
VALUES ('fa69a88a-3829-87e5-ac26-a716d80c89d1', '2026-09-28T08:00:00.000000Z', 'm.seidl', '2026-09-28T08:00:00.000000Z', 'm.seidl', 'Jens Peters', 'j.peters@nordkamp-technik.example', 'JP', 1);
INSERT INTO users (id, created_at, created_by, updated_at, updated_by, name, email, initials, active)
VALUES ('f6ab6598-795e-8180-a6ea-1fe87da6aea9', '2026-09-28T08:00:00.000000Z', 'm.seidl', '2026-09-28T08:00:00.000000Z', 'm.seidl', 'Monika Seidl', 'm.seidl@nordkamp-technik.example', 'SE', 1);
INSERT INTO users (id, created_at, created_by, updated_at, updated_by, name, email, initials, active)
VALUES ('7e3ad779-e961-869d-ab2e-3778855f6b54', '2026-09-28T08:00:00.000000Z', 'm.seidl', '2026-09-28T08:00:00.000000Z', 'm.seidl', 'Emily Carter', 'e.carter@nordkamp-technik.example', 'EC', 1);
INSERT INTO users (id, created_at, created_by, updated_at, updated_by, name, email, initials, active)
VALUES ('43e90769-0d82-8fe4-afe1-b03a02fe3351', '2026-09-28T08:00:00.000000Z', 'm.seidl', '2026-09-28T08:00:00.000000Z', 'm.seidl', 'Henning Nordkamp', 'h.nordkamp@nordkamp-technik.example', 'HN', 1);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('6ddc7922-52ba-8090-a979-47bec73b86f1', '2026-10-16T14:33:30.000000Z', 'a.kern', '2026-10-16T14:33:30.000000Z', 'a.kern', 'Konditorei Immenhof GmbH', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, 'DE812233416', 'Empfehlung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('15765622-c7e3-837b-a3ea-dcdf2041c2c4', '2026-10-16T14:33:30.000000Z', 'a.kern', '2026-10-16T14:33:30.000000Z', 'a.kern', '6ddc7922-52ba-8090-a979-47bec73b86f1', 'phone', '+4958215550100', '05821/5550100', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('6a7675e5-fd0d-8590-adc0-ddb7c7e61395', '2026-10-16T14:33:30.000000Z', 'a.kern', '2026-10-16T14:33:30.000000Z', 'a.kern', '6ddc7922-52ba-8090-a979-47bec73b86f1', 'email', 'info@immenhof.example', 'info@immenhof.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('0afc94ca-0b3d-8744-af53-56f05e8cf78c', '2026-10-16T14:33:30.000000Z', 'a.kern', '2026-10-16T14:33:30.000000Z', 'a.kern', '6ddc7922-52ba-8090-a979-47bec73b86f1', 'billing', 'Tannenweg 64b', '29549', 'Bad Bevensen', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('941f455a-a577-8871-aea9-7c618866985f', '2026-10-16T14:33:30.000000Z', 'a.kern', '2026-10-16T14:33:30.000000Z', 'a.kern', 'Dagmar', 'Rohde', NULL, 'Geschäftsführung', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('3fbb4d8c-d6ae-85f1-a38b-40096eabdf9c', '2026-10-16T14:33:30.000000Z', 'a.kern', '2026-10-16T14:33:30.000000Z', 'a.kern', '6ddc7922-52ba-8090-a979-47bec73b86f1', '941f455a-a577-8871-aea9-7c618866985f', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('9ceacfda-f91a-817d-a4e8-2c290b86dde9', '2026-10-16T14:33:30.000000Z', 'a.kern', '2026-10-16T14:33:30.000000Z', 'a.kern', '941f455a-a577-8871-aea9-7c618866985f', 'email', 'd.rohde@immenhof.example', 'd.rohde@immenhof.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('72dc8aed-725e-8829-aa04-5cbead446090', '2026-10-13T13:29:48.000000Z', 'j.peters', '2026-10-13T13:29:48.000000Z', 'j.peters', 'Landbäckerei Oelkers GmbH', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'customer', 'active', 0, 'DE812247149', 'Empfehlung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('cd00984f-fc05-8095-a576-adcefb53e993', '2026-10-13T13:29:48.000000Z', 'j.peters', '2026-10-13T13:29:48.000000Z', 'j.peters', '72dc8aed-725e-8829-aa04-5cbead446090', 'phone', '+4942315550100', '04231/5550100', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('a43e799e-4c43-8e3a-ab37-67739e8e20a6', '2026-10-13T13:29:48.000000Z', 'j.peters', '2026-10-13T13:29:48.000000Z', 'j.peters', '72dc8aed-725e-8829-aa04-5cbead446090', 'email', 'kontakt@landbaeckerei-oelkers.example', 'kontakt@landbaeckerei-oelkers.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('de09d378-d6c6-84e7-aed3-c7d1751bab23', '2026-10-13T13:29:48.000000Z', 'j.peters', '2026-10-13T13:29:48.000000Z', 'j.peters', '72dc8aed-725e-8829-aa04-5cbead446090', 'billing', 'Roggenweg 6', '27283', 'Verden (Aller)', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('1bdda43e-b56d-8bad-a05a-fd8a706ece70', '2026-10-13T13:29:48.000000Z', 'j.peters', '2026-10-13T13:29:48.000000Z', 'j.peters', 'Swantje', 'Hagemann', NULL, 'Geschäftsführung', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('de85c5ca-76ee-887b-aca0-0b1781b328ec', '2026-10-13T13:29:48.000000Z', 'j.peters', '2026-10-13T13:29:48.000000Z', 'j.peters', '72dc8aed-725e-8829-aa04-5cbead446090', '1bdda43e-b56d-8bad-a05a-fd8a706ece70', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('c9362f97-9585-8f11-a011-cbc7fe965911', '2026-10-13T13:29:48.000000Z', 'j.peters', '2026-10-13T13:29:48.000000Z', 'j.peters', '1bdda43e-b56d-8bad-a05a-fd8a706ece70', 'email', 's.hagemann@landbaeckerei-oelkers.example', 's.hagemann@landbaeckerei-oelkers.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('9522cb21-ff91-83e2-ad81-d6bf7601801f', '2026-10-08T06:18:40.000000Z', 'a.kern', '2026-10-08T06:18:40.000000Z', 'a.kern', 'Café Lindholm GbR', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'lead', 'active', 0, 'DE812302061', 'Empfehlung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('506a117f-6db7-8f8f-a5c2-7eda7c6ad53b', '2026-10-08T06:18:40.000000Z', 'a.kern', '2026-10-08T06:18:40.000000Z', 'a.kern', '9522cb21-ff91-83e2-ad81-d6bf7601801f', 'phone', '+494615550100', '0461/5550100', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('bb9411d8-fc55-88d6-a35d-7588aa14f947', '2026-10-08T06:18:40.000000Z', 'a.kern', '2026-10-08T06:18:40.000000Z', 'a.kern', '9522cb21-ff91-83e2-ad81-d6bf7601801f', 'email', 'bestellung@cafe-lindholm.example', 'bestellung@cafe-lindholm.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('9693aabf-8ebe-85c7-afac-58e2fc4a4bf8', '2026-10-08T06:18:40.000000Z', 'a.kern', '2026-10-08T06:18:40.000000Z', 'a.kern', '9522cb21-ff91-83e2-ad81-d6bf7601801f', 'billing', 'Parkstraße 30a', '24937', 'Flensburg', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('711f40ef-f348-862e-a2dc-4b87ae0e8dee', '2026-10-08T06:18:40.000000Z', 'a.kern', '2026-10-08T06:18:40.000000Z', 'a.kern', 'Ute', 'Quast', NULL, 'Geschäftsführung', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('9d92f7dc-f5c7-85d4-aa31-6433afacac9f', '2026-10-08T06:18:40.000000Z', 'a.kern', '2026-10-08T06:18:40.000000Z', 'a.kern', '9522cb21-ff91-83e2-ad81-d6bf7601801f', '711f40ef-f348-862e-a2dc-4b87ae0e8dee', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('28fa7810-f264-8e85-a2ab-7df14395c052', '2026-10-08T06:18:40.000000Z', 'a.kern', '2026-10-08T06:18:40.000000Z', 'a.kern', '711f40ef-f348-862e-a2dc-4b87ae0e8dee', 'email', 'u.quast@cafe-lindholm.example', 'u.quast@cafe-lindholm.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('50251422-6cee-8e5c-a3d4-5c5d60483821', '2026-10-01T08:38:30.000000Z', 'a.kern', '2026-10-01T08:38:30.000000Z', 'a.kern', 'STADTBÄCKEREI ØSTER', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'lead', 'active', 0, NULL, 'Rückruf nach Weihnachten');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('d1f79ae8-3870-89bd-a7a1-0f02e3728dd9', '2026-10-01T08:38:30.000000Z', 'a.kern', '2026-10-01T08:38:30.000000Z', 'a.kern', '50251422-6cee-8e5c-a3d4-5c5d60483821', 'phone', '+4951215550100', '05121/5550100', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('42963798-4bcf-8225-a665-37bac3309a1f', '2026-10-01T08:38:30.000000Z', 'a.kern', '2026-10-01T08:38:30.000000Z', 'a.kern', '50251422-6cee-8e5c-a3d4-5c5d60483821', 'billing', 'Ahornweg 98', '31134', 'Hildesheim', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('255bdd49-3c1e-845c-ad1f-1393c34a991a', '2026-10-01T08:38:30.000000Z', 'a.kern', '2026-10-01T08:38:30.000000Z', 'a.kern', 'Astrid', 'Øster', NULL, 'Inhaber', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('50b7c8c1-1b6a-807c-a8d4-48b7d1721776', '2026-10-01T08:38:30.000000Z', 'a.kern', '2026-10-01T08:38:30.000000Z', 'a.kern', '50251422-6cee-8e5c-a3d4-5c5d60483821', '255bdd49-3c1e-845c-ad1f-1393c34a991a', 'Inhaber');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('e49cac9f-8474-8e24-a0c2-4c20ab26dc67', '2026-10-01T08:38:30.000000Z', 'a.kern', '2026-10-01T08:38:30.000000Z', 'a.kern', '255bdd49-3c1e-845c-ad1f-1393c34a991a', 'email', 'a.oester@stadtbaeckerei-oester.example', 'a.oester@stadtbaeckerei-oester.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('23a2b5ec-0e73-817c-a206-b0aca86cd00c', '2026-10-18T08:05:00.000000Z', 'a.kern', '2026-10-18T08:05:00.000000Z', 'a.kern', 'Backstube Harms', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, NULL, 'Rückruf nach Weihnachten');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('ed349431-fe7d-89d6-a219-33f3e353970b', '2026-10-18T08:05:00.000000Z', 'a.kern', '2026-10-18T08:05:00.000000Z', 'a.kern', '23a2b5ec-0e73-817c-a206-b0aca86cd00c', 'phone', '+4943315550105', '04331/5550105', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('4564d6cc-cf0d-8f12-a510-0dcbaa03cabd', '2026-10-18T08:05:00.000000Z', 'a.kern', '2026-10-18T08:05:00.000000Z', 'a.kern', '23a2b5ec-0e73-817c-a206-b0aca86cd00c', 'email', 'kontakt@backstube-harms.example', 'kontakt@backstube-harms.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('02a42629-20ae-8d50-ad1e-46a0587ff447', '2026-10-18T08:05:00.000000Z', 'a.kern', '2026-10-18T08:05:00.000000Z', 'a.kern', '23a2b5ec-0e73-817c-a206-b0aca86cd00c', 'billing', 'Steinweg 87b', '24768', 'Rendsburg', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('cf498c50-bbd9-8093-a27d-28f9584b5ba6', '2026-10-18T08:05:00.000000Z', 'a.kern', '2026-10-18T08:05:00.000000Z', 'a.kern', 'Ute', 'Harms', NULL, 'Inhaber', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('a77814ac-24a3-831b-a9ee-42bd3a33a288', '2026-10-18T08:05:00.000000Z', 'a.kern', '2026-10-18T08:05:00.000000Z', 'a.kern', '23a2b5ec-0e73-817c-a206-b0aca86cd00c', 'cf498c50-bbd9-8093-a27d-28f9584b5ba6', 'Inhaber');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('c53c40ee-0094-818e-a7d2-03d1df598764', '2026-10-18T08:05:00.000000Z', 'a.kern', '2026-10-18T08:05:00.000000Z', 'a.kern', 'cf498c50-bbd9-8093-a27d-28f9584b5ba6', 'email', 'u.harms@backstube-harms.example', 'u.harms@backstube-harms.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('a6870d4d-88ae-8434-ac0a-66dd230b8f40', '2026-10-15T13:58:19.000000Z', 'j.peters', '2026-10-15T13:58:19.000000Z', 'j.peters', 'Café Rademacher GbR', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'customer', 'active', 0, NULL, 'Rückruf nach Weihnachten');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('7b03ff5a-9903-88c5-affe-0d250f596532', '2026-10-15T13:58:19.000000Z', 'j.peters', '2026-10-15T13:58:19.000000Z', 'j.peters', 'a6870d4d-88ae-8434-ac0a-66dd230b8f40', 'phone', '+495115550103', '0511/5550103', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('d6db9af2-3f28-85bf-af30-c11478bd3e87', '2026-10-15T13:58:19.000000Z', 'j.peters', '2026-10-15T13:58:19.000000Z', 'j.peters', 'a6870d4d-88ae-8434-ac0a-66dd230b8f40', 'email', 'info@cafe-rademacher.example', 'info@cafe-rademacher.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('591c7a39-72aa-81fd-a5a5-564a00116497', '2026-10-15T13:58:19.000000Z', 'j.peters', '2026-10-15T13:58:19.000000Z', 'j.peters', 'a6870d4d-88ae-8434-ac0a-66dd230b8f40', 'billing', 'Wilhelmstraße 65', '30451', 'Hannover', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('9c35db6c-3639-8d81-ab14-ecfd48f8dbf0', '2026-10-15T13:58:19.000000Z', 'j.peters', '2026-10-15T13:58:19.000000Z', 'j.peters', 'Xaver', 'Jacobsen', NULL, 'Geschäftsführung', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('1947eac1-fa3d-8d74-a61d-4e5254fcc734', '2026-10-15T13:58:19.000000Z', 'j.peters', '2026-10-15T13:58:19.000000Z', 'j.peters', 'a6870d4d-88ae-8434-ac0a-66dd230b8f40', '9c35db6c-3639-8d81-ab14-ecfd48f8dbf0', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('6821975a-fb84-8b4f-a100-64487ca25b02', '2026-10-15T13:58:19.000000Z', 'j.peters', '2026-10-15T13:58:19.000000Z', 'j.peters', '9c35db6c-3639-8d81-ab14-ecfd48f8dbf0', 'email', 'x.jacobsen@cafe-rademacher.example', 'x.jacobsen@cafe-rademacher.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('97d59a42-fed1-885b-a988-b140fd3b4fd9', '2026-10-01T09:03:44.000000Z', 'j.peters', '2026-10-01T09:03:44.000000Z', 'j.peters', 'Konditorei Szczepański OHG', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'customer', 'active', 0, NULL, NULL);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('2e08b5b8-a796-887b-a4c4-51fb7a2b2c14', '2026-10-01T09:03:44.000000Z', 'j.peters', '2026-10-01T09:03:44.000000Z', 'j.peters', '97d59a42-fed1-885b-a988-b140fd3b4fd9', 'phone', '+494315550103', '0431/5550103', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('13ba9ff1-a863-8861-a6fc-4f4f87adc56b', '2026-10-01T09:03:44.000000Z', 'j.peters', '2026-10-01T09:03:44.000000Z', 'j.peters', '97d59a42-fed1-885b-a988-b140fd3b4fd9', 'billing', 'Birkenweg 78', '24103', 'Kiel', 'DE', 1);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('1c2f0341-0ed7-85bd-a8d2-f822a4a066b6', '2026-10-14T06:44:10.000000Z', 'j.peters', '2026-10-14T06:44:10.000000Z', 'j.peters', 'Brotmanufaktur Zander GmbH', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'lead', 'active', 0, NULL, 'Messe Südback');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('ce0b15ff-87a3-83ef-add2-d63e2829ba55', '2026-10-14T06:44:10.000000Z', 'j.peters', '2026-10-14T06:44:10.000000Z', 'j.peters', '1c2f0341-0ed7-85bd-a8d2-f822a4a066b6', 'phone', '+4939315550103', '03931/5550103', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('a82dd2f4-c180-8e3e-a45b-8336aefe8d6b', '2026-10-14T06:44:10.000000Z', 'j.peters', '2026-10-14T06:44:10.000000Z', 'j.peters', '1c2f0341-0ed7-85bd-a8d2-f822a4a066b6', 'email', 'info@brotmanufaktur-zander.example', 'info@brotmanufaktur-zander.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('6776fb16-80dc-88d9-ae89-f78e828e02e5', '2026-10-14T06:44:10.000000Z', 'j.peters', '2026-10-14T06:44:10.000000Z', 'j.peters', '1c2f0341-0ed7-85bd-a8d2-f822a4a066b6', 'billing', 'Backhausgasse 21b', '39576', 'Stendal', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('ee32e967-8493-83a1-ae2e-bd40ccaffdd8', '2026-10-14T06:44:10.000000Z', 'j.peters', '2026-10-14T06:44:10.000000Z', 'j.peters', 'Carola', 'Münzenmaier', 'Dr.', 'Geschäftsführung', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('e333fcff-6f78-8e75-ab7e-25eb15e6891b', '2026-10-14T06:44:10.000000Z', 'j.peters', '2026-10-14T06:44:10.000000Z', 'j.peters', '1c2f0341-0ed7-85bd-a8d2-f822a4a066b6', 'ee32e967-8493-83a1-ae2e-bd40ccaffdd8', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('86c40de9-162c-886b-ad78-8fc0ee6f0a25', '2026-10-14T06:44:10.000000Z', 'j.peters', '2026-10-14T06:44:10.000000Z', 'j.peters', 'ee32e967-8493-83a1-ae2e-bd40ccaffdd8', 'email', 'c.muenzenmaier@brotmanufaktur-zander.example', 'c.muenzenmaier@brotmanufaktur-zander.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('7af6d0cd-dd79-8ef0-a62b-c45a6f7c6380', '2026-10-01T11:41:37.000000Z', 'j.peters', '2026-10-01T11:41:37.000000Z', 'j.peters', 'Café Hartig GmbH', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'customer', 'active', 0, 'DE813167050', 'Empfehlung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('6305d92c-2de4-8524-a5bd-04ae864f0e72', '2026-10-01T11:41:37.000000Z', 'j.peters', '2026-10-01T11:41:37.000000Z', 'j.peters', '7af6d0cd-dd79-8ef0-a62b-c45a6f7c6380', 'phone', '+4939015550107', '03901/5550107', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('f976447a-ccb1-8430-a0ac-13eb5889a068', '2026-10-01T11:41:37.000000Z', 'j.peters', '2026-10-01T11:41:37.000000Z', 'j.peters', '7af6d0cd-dd79-8ef0-a62b-c45a6f7c6380', 'email', 'cafe.hartig@gmx.de', 'cafe.hartig@gmx.de', 1, 0, 0);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('fb44b62a-a0a1-8923-a068-02913e759653', '2026-10-01T11:41:37.000000Z', 'j.peters', '2026-10-01T11:41:37.000000Z', 'j.peters', 'Aylin', 'Øster', NULL, 'Geschäftsführung', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('855fe2f5-2bae-8178-a139-ca7e95f48d09', '2026-10-01T11:41:37.000000Z', 'j.peters', '2026-10-01T11:41:37.000000Z', 'j.peters', '7af6d0cd-dd79-8ef0-a62b-c45a6f7c6380', 'fb44b62a-a0a1-8923-a068-02913e759653', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('6b85d20a-5b29-8705-acb5-18dc3e9d3bda', '2026-10-01T11:41:37.000000Z', 'j.peters', '2026-10-01T11:41:37.000000Z', 'j.peters', 'fb44b62a-a0a1-8923-a068-02913e759653', 'email', 'aylin.oester.back@gmx.de', 'aylin.oester.back@gmx.de', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('f55595ff-85b4-87d0-aa8a-648cea706318', '2026-10-04T11:08:37.000000Z', 'a.kern', '2026-10-04T11:08:37.000000Z', 'a.kern', 'Bäck. Øster e.K.', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, NULL, 'Rückruf nach Weihnachten');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('6cb1de47-f33b-8df8-ad3a-695e0e6808b3', '2026-10-04T11:08:37.000000Z', 'a.kern', '2026-10-04T11:08:37.000000Z', 'a.kern', 'f55595ff-85b4-87d0-aa8a-648cea706318', 'phone', '+494515550102', '0451/5550102', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('b8d2424c-63c9-80f9-a95d-daf00b80ad45', '2026-10-04T11:08:37.000000Z', 'a.kern', '2026-10-04T11:08:37.000000Z', 'a.kern', 'f55595ff-85b4-87d0-aa8a-648cea706318', 'email', 'info@baeckerei-oester.example', 'info@baeckerei-oester.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('39430293-f261-8870-a399-87988e1dcefa', '2026-10-04T11:08:37.000000Z', 'a.kern', '2026-10-04T11:08:37.000000Z', 'a.kern', 'f55595ff-85b4-87d0-aa8a-648cea706318', 'billing', 'Backhausgasse 81', '23552', 'Lübeck', 'DE', 1);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('62442ef6-d8c2-82de-af1c-6b1ce043f59e', '2026-10-09T10:13:36.000000Z', 't.brandt', '2026-10-09T10:13:36.000000Z', 't.brandt', 'Landbäckerei Vagts GbR', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'customer', 'active', 0, NULL, NULL);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('ac7cddc5-d8ab-848f-abcd-6000e80c8e57', '2026-10-09T10:13:36.000000Z', 't.brandt', '2026-10-09T10:13:36.000000Z', 't.brandt', '62442ef6-d8c2-82de-af1c-6b1ce043f59e', 'phone', '+494615550110', '0461/5550110', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('c9deab99-1539-8019-a6fb-1a77f2c2dfda', '2026-10-09T10:13:36.000000Z', 't.brandt', '2026-10-09T10:13:36.000000Z', 't.brandt', '62442ef6-d8c2-82de-af1c-6b1ce043f59e', 'email', 'backstube@landbaeckerei-vagts.example', 'backstube@landbaeckerei-vagts.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('87739ebf-1b73-8f81-a87f-2b9bbc86324d', '2026-10-09T10:13:36.000000Z', 't.brandt', '2026-10-09T10:13:36.000000Z', 't.brandt', '62442ef6-d8c2-82de-af1c-6b1ce043f59e', 'billing', 'Wilhelmstraße 33a', '24937', 'Flensburg', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('ec84b6bf-8a1a-8735-aaf1-d5d854fb42e7', '2026-10-09T10:13:36.000000Z', 't.brandt', '2026-10-09T10:13:36.000000Z', 't.brandt', 'Christa', 'Burmeister', NULL, 'Geschäftsführung', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('0775be1b-1f96-819f-a1be-b17fe0dc326b', '2026-10-09T10:13:36.000000Z', 't.brandt', '2026-10-09T10:13:36.000000Z', 't.brandt', '62442ef6-d8c2-82de-af1c-6b1ce043f59e', 'ec84b6bf-8a1a-8735-aaf1-d5d854fb42e7', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('5d3af8c0-efa4-850d-a3db-63d53a382767', '2026-10-09T10:13:36.000000Z', 't.brandt', '2026-10-09T10:13:36.000000Z', 't.brandt', 'ec84b6bf-8a1a-8735-aaf1-d5d854fb42e7', 'email', 'c.burmeister@landbaeckerei-vagts.example', 'c.burmeister@landbaeckerei-vagts.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('e77c6064-2d9f-8cd8-a230-bb7d30246325', '2026-10-21T09:55:47.000000Z', 'j.peters', '2026-10-21T09:55:47.000000Z', 'j.peters', 'Vollkornbäckerei Szczepański', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'customer', 'active', 0, NULL, NULL);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('522fe121-dfd8-8568-a3e9-fb744b933dce', '2026-10-21T09:55:47.000000Z', 'j.peters', '2026-10-21T09:55:47.000000Z', 'j.peters', 'e77c6064-2d9f-8cd8-a230-bb7d30246325', 'phone', '+493315550103', '0331/5550103', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('218d42a2-2413-810c-a2da-d62621cd7a74', '2026-10-21T09:55:47.000000Z', 'j.peters', '2026-10-21T09:55:47.000000Z', 'j.peters', 'e77c6064-2d9f-8cd8-a230-bb7d30246325', 'email', 'info@vollkornbaeckerei-szczepanski.example', 'info@vollkornbaeckerei-szczepanski.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('623826af-5947-8a07-ac56-854d573017f6', '2026-10-21T09:55:47.000000Z', 'j.peters', '2026-10-21T09:55:47.000000Z', 'j.peters', 'e77c6064-2d9f-8cd8-a230-bb7d30246325', 'billing', 'Marktplatz 76', '14467', 'Potsdam', 'DE', 1);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('d343fcdb-bdbf-8a35-a5c8-7000ea5c02a9', '2026-10-23T15:26:40.000000Z', 't.brandt', '2026-10-23T15:26:40.000000Z', 't.brandt', 'Mühlenbäckerei Winkelmann GmbH', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'lead', 'active', 0, NULL, NULL);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('94a94e73-7a38-8956-a315-0e5b9e158efd', '2026-10-23T15:26:40.000000Z', 't.brandt', '2026-10-23T15:26:40.000000Z', 't.brandt', 'd343fcdb-bdbf-8a35-a5c8-7000ea5c02a9', 'phone', '+4941415550108', '04141/5550108', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('cb332280-5621-88fe-af96-2700fc5be0d5', '2026-10-23T15:26:40.000000Z', 't.brandt', '2026-10-23T15:26:40.000000Z', 't.brandt', 'd343fcdb-bdbf-8a35-a5c8-7000ea5c02a9', 'billing', 'Uferstraße 26', '21682', 'Stade', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('96619c68-526e-8231-a9b8-2391470194ce', '2026-10-23T15:26:40.000000Z', 't.brandt', '2026-10-23T15:26:40.000000Z', 't.brandt', 'Werner', 'Tiedemann', NULL, 'Geschäftsführung', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('cd85a59f-4f6d-87f8-a4c0-a929868dfebc', '2026-10-23T15:26:40.000000Z', 't.brandt', '2026-10-23T15:26:40.000000Z', 't.brandt', 'd343fcdb-bdbf-8a35-a5c8-7000ea5c02a9', '96619c68-526e-8231-a9b8-2391470194ce', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('12e4376a-dde6-8933-aae2-b535e3f8d125', '2026-10-23T15:26:40.000000Z', 't.brandt', '2026-10-23T15:26:40.000000Z', 't.brandt', '96619c68-526e-8231-a9b8-2391470194ce', 'email', 'w.tiedemann@muehlenbaeckerei-winkelmann.example', 'w.tiedemann@muehlenbaeckerei-winkelmann.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('16588b91-2c4f-87af-ad6c-7deedc5389b3', '2026-10-15T07:10:09.000000Z', 'a.kern', '2026-10-15T07:10:09.000000Z', 'a.kern', 'Café  Meyer GmbH', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, 'DE813990850', 'Messe Südback');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('9f279dea-3764-897d-af68-93e9729409e9', '2026-10-15T07:10:09.000000Z', 'a.kern', '2026-10-15T07:10:09.000000Z', 'a.kern', '16588b91-2c4f-87af-ad6c-7deedc5389b3', 'phone', '+4943315550107', '04331/5550107', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('4db55fe5-7d54-87f7-a415-f28943b84d6d', '2026-10-15T07:10:09.000000Z', 'a.kern', '2026-10-15T07:10:09.000000Z', 'a.kern', '16588b91-2c4f-87af-ad6c-7deedc5389b3', 'email', 'info@cafe-meyer.example', 'info@cafe-meyer.example', 1, 0, 0);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('68ec10a4-761a-8888-aa8d-e77ae615ec79', '2026-10-15T07:10:09.000000Z', 'a.kern', '2026-10-15T07:10:09.000000Z', 'a.kern', 'Gudrun', 'Jacobsen', NULL, 'Geschäftsführung', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('3d3d6c8a-4157-8957-ade9-b5ef52c79316', '2026-10-15T07:10:09.000000Z', 'a.kern', '2026-10-15T07:10:09.000000Z', 'a.kern', '16588b91-2c4f-87af-ad6c-7deedc5389b3', '68ec10a4-761a-8888-aa8d-e77ae615ec79', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('18e78fa8-46f2-8e5f-af9a-4a01e5b57671', '2026-10-15T07:10:09.000000Z', 'a.kern', '2026-10-15T07:10:09.000000Z', 'a.kern', '68ec10a4-761a-8888-aa8d-e77ae615ec79', 'email', 'g.jacobsen@cafe-meyer.example', 'g.jacobsen@cafe-meyer.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('54adbf82-9057-877b-a0db-4b7cf2aadece', '2026-10-19T10:15:48.000000Z', 'a.kern', '2026-10-19T10:15:48.000000Z', 'a.kern', 'Backstube Zirngibl GbR', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, NULL, 'Empfehlung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('25bebd8d-bbf2-8da5-a797-09bec5f859af', '2026-10-19T10:15:48.000000Z', 'a.kern', '2026-10-19T10:15:48.000000Z', 'a.kern', '54adbf82-9057-877b-a0db-4b7cf2aadece', 'phone', '+497215550101', '0721/5550101', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('00f7fe4f-9968-85d9-a20a-3463dce4a92e', '2026-10-19T10:15:48.000000Z', 'a.kern', '2026-10-19T10:15:48.000000Z', 'a.kern', '54adbf82-9057-877b-a0db-4b7cf2aadece', 'email', 'backstube.zirngibl@gmx.de', 'backstube.zirngibl@gmx.de', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('83771795-05a4-82e0-a041-5deed931b2d0', '2026-10-19T10:15:48.000000Z', 'a.kern', '2026-10-19T10:15:48.000000Z', 'a.kern', '54adbf82-9057-877b-a0db-4b7cf2aadece', 'billing', 'Ringstraße 89', '76131', 'Karlsruhe', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('44d4c070-6bf3-8306-afd8-4638882cf7c9', '2026-10-19T10:15:48.000000Z', 'a.kern', '2026-10-19T10:15:48.000000Z', 'a.kern', 'Meike', 'Burmeister', NULL, 'Geschäftsführung', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('6d498706-a937-84a6-a8d0-3f603b6db029', '2026-10-19T10:15:48.000000Z', 'a.kern', '2026-10-19T10:15:48.000000Z', 'a.kern', '54adbf82-9057-877b-a0db-4b7cf2aadece', '44d4c070-6bf3-8306-afd8-4638882cf7c9', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('a8e6881b-cefa-81b0-a7f7-2edcd322bbe5', '2026-10-19T10:15:48.000000Z', 'a.kern', '2026-10-19T10:15:48.000000Z', 'a.kern', '44d4c070-6bf3-8306-afd8-4638882cf7c9', 'email', 'meike.burmeister.back@web.de', 'meike.burmeister.back@web.de', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('8bde54e0-9313-8af0-a3a9-2f04d5d47427', '2026-10-07T09:54:34.000000Z', 'j.peters', '2026-10-07T09:54:34.000000Z', 'j.peters', 'Feinbäckerei Hinrichs e.K.', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'lead', 'active', 0, NULL, NULL);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('359eee48-9cf2-836f-a85d-5b4f27435e7f', '2026-10-07T09:54:34.000000Z', 'j.peters', '2026-10-07T09:54:34.000000Z', 'j.peters', '8bde54e0-9313-8af0-a3a9-2f04d5d47427', 'phone', '+497215550103', '0721/5550103', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('2978af70-0c3d-8369-a379-06f35fc96229', '2026-10-11T09:08:00.000000Z', 'a.kern', '2026-10-11T09:08:00.000000Z', 'a.kern', 'Bäckerei Prigge e.K.', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, 'DE814553783', 'Messe Südback');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('1503881f-2e4e-8c35-a4d4-6f496990f062', '2026-10-11T09:08:00.000000Z', 'a.kern', '2026-10-11T09:08:00.000000Z', 'a.kern', '2978af70-0c3d-8369-a379-06f35fc96229', 'phone', '+498999998101', '089/99998101', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('83ab5f3e-5d42-814e-a6c9-f79b7ff7b59a', '2026-10-11T09:08:00.000000Z', 'a.kern', '2026-10-11T09:08:00.000000Z', 'a.kern', '2978af70-0c3d-8369-a379-06f35fc96229', 'email', 'baeckerei.prigge@gmx.de', 'baeckerei.prigge@gmx.de', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('dd5c2077-3629-8d09-a3b9-403f40767859', '2026-10-18T13:01:44.000000Z', 't.brandt', '2026-10-18T13:01:44.000000Z', 't.brandt', 'Mühlenbäckerei Bartels e.K.', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'customer', 'active', 0, 'DE814594974', 'Rückruf nach Weihnachten');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('5be40b2c-3e07-8cd3-a479-fe5fe934bb2b', '2026-10-18T13:01:44.000000Z', 't.brandt', '2026-10-18T13:01:44.000000Z', 't.brandt', 'dd5c2077-3629-8d09-a3b9-403f40767859', 'phone', '+499515550102', '0951/5550102', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('64a2d735-f9b7-879c-a253-e7ec1c0c1942', '2026-10-18T13:01:44.000000Z', 't.brandt', '2026-10-18T13:01:44.000000Z', 't.brandt', 'dd5c2077-3629-8d09-a3b9-403f40767859', 'email', 'muehlenbaeckerei.bartels@gmail.com', 'muehlenbaeckerei.bartels@gmail.com', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('68101312-1f1a-8dc7-aebf-cf39b9afd987', '2026-10-03T13:36:23.000000Z', 't.brandt', '2026-10-03T13:36:23.000000Z', 't.brandt', 'Stadtbäckerei Lührs', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'lead', 'active', 0, NULL, 'Rückruf nach Weihnachten');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('1d09673a-7981-8a01-ad56-f00c7fe62c7f', '2026-10-03T13:36:23.000000Z', 't.brandt', '2026-10-03T13:36:23.000000Z', 't.brandt', '68101312-1f1a-8dc7-aebf-cf39b9afd987', 'phone', '+4936415550103', '03641/5550103', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('9e46dc65-0b22-89ea-ab27-eb26f4f846cb', '2026-10-03T13:36:23.000000Z', 't.brandt', '2026-10-03T13:36:23.000000Z', 't.brandt', '68101312-1f1a-8dc7-aebf-cf39b9afd987', 'email', 'info@stadtbaeckerei-luehrs.example', 'info@stadtbaeckerei-luehrs.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('fdd506d0-eb81-8b0c-aa5a-121522917163', '2026-10-03T13:36:23.000000Z', 't.brandt', '2026-10-03T13:36:23.000000Z', 't.brandt', '68101312-1f1a-8dc7-aebf-cf39b9afd987', 'billing', 'Steinweg 81', '07743', 'Jena', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('f89a1486-998d-8924-a95f-86c2bad6e36a', '2026-10-03T13:36:23.000000Z', 't.brandt', '2026-10-03T13:36:23.000000Z', 't.brandt', 'Volker', 'Lührs', NULL, 'Inhaber', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('c0f2e05b-8e6e-862e-a857-0212c4348fe0', '2026-10-03T13:36:23.000000Z', 't.brandt', '2026-10-03T13:36:23.000000Z', 't.brandt', '68101312-1f1a-8dc7-aebf-cf39b9afd987', 'f89a1486-998d-8924-a95f-86c2bad6e36a', 'Inhaber');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('14d87dd5-b061-8230-a93a-97d108670062', '2026-10-03T13:36:23.000000Z', 't.brandt', '2026-10-03T13:36:23.000000Z', 't.brandt', 'f89a1486-998d-8924-a95f-86c2bad6e36a', 'email', 'v.luehrs@stadtbaeckerei-luehrs.example', 'v.luehrs@stadtbaeckerei-luehrs.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('5094ffa8-ba36-88ed-afc1-de10472ad9ef', '2026-10-02T13:55:20.000000Z', 't.brandt', '2026-10-02T13:55:20.000000Z', 't.brandt', 'Bäckerei Schmidt', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'customer', 'active', 0, NULL, 'Messe Südback');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('54a10e8f-2c29-8535-aceb-cde3ea946fa4', '2026-10-02T13:55:20.000000Z', 't.brandt', '2026-10-02T13:55:20.000000Z', 't.brandt', '5094ffa8-ba36-88ed-afc1-de10472ad9ef', 'phone', '+498515550106', '0851/5550106', 1, 0, 0);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('5f90f97b-dc6d-81dd-a3f7-236bf7a169e5', '2026-10-02T13:55:20.000000Z', 't.brandt', '2026-10-02T13:55:20.000000Z', 't.brandt', 'Hannelore', 'Schröder', NULL, 'Geschäftsführung', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('d96cbd1d-3430-8308-a121-4d2e76befbb4', '2026-10-02T13:55:20.000000Z', 't.brandt', '2026-10-02T13:55:20.000000Z', 't.brandt', '5094ffa8-ba36-88ed-afc1-de10472ad9ef', '5f90f97b-dc6d-81dd-a3f7-236bf7a169e5', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('c93e2656-13d6-85ca-af15-2be1822ffbd3', '2026-10-02T13:55:20.000000Z', 't.brandt', '2026-10-02T13:55:20.000000Z', 't.brandt', '5f90f97b-dc6d-81dd-a3f7-236bf7a169e5', 'email', 'hannelore.schroeder.back@gmx.de', 'hannelore.schroeder.back@gmx.de', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('f84e3754-de3d-8a47-a70e-484b31c80b4c', '2026-10-14T13:17:30.000000Z', 't.brandt', '2026-10-14T13:17:30.000000Z', 't.brandt', 'Vollkkornbäckerei Schäfer', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'lead', 'active', 0, NULL, 'Messe Südback');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('da758b7c-04f8-8f20-adff-fc239f4a71f2', '2026-10-14T13:17:30.000000Z', 't.brandt', '2026-10-14T13:17:30.000000Z', 't.brandt', 'f84e3754-de3d-8a47-a70e-484b31c80b4c', 'phone', '+4935815550108', '03581/5550108', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('e0d091af-94ce-87f6-a0fb-5f28230cbc94', '2026-10-14T13:17:30.000000Z', 't.brandt', '2026-10-14T13:17:30.000000Z', 't.brandt', 'f84e3754-de3d-8a47-a70e-484b31c80b4c', 'email', 'info@vollkornbaeckerei-schaefer.example', 'info@vollkornbaeckerei-schaefer.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('e45f32a5-14c6-8a11-a343-a7a64dcff668', '2026-10-14T13:17:30.000000Z', 't.brandt', '2026-10-14T13:17:30.000000Z', 't.brandt', 'f84e3754-de3d-8a47-a70e-484b31c80b4c', 'billing', 'Am Alten Speicher 9', '02826', 'Görlitz', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('87861e76-8bbe-86c5-abb9-dcf9d75b80c0', '2026-10-14T13:17:30.000000Z', 't.brandt', '2026-10-14T13:17:30.000000Z', 't.brandt', 'Klaus', 'Schäfer', NULL, 'Inhaber', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('809cf22d-88f7-865d-ad65-753fe06cac90', '2026-10-14T13:17:30.000000Z', 't.brandt', '2026-10-14T13:17:30.000000Z', 't.brandt', 'f84e3754-de3d-8a47-a70e-484b31c80b4c', '87861e76-8bbe-86c5-abb9-dcf9d75b80c0', 'Inhaber');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('8e9648bd-e2e1-8df3-a792-d31ea8993c5b', '2026-10-14T13:17:30.000000Z', 't.brandt', '2026-10-14T13:17:30.000000Z', 't.brandt', '87861e76-8bbe-86c5-abb9-dcf9d75b80c0', 'email', 'k.schaefer@vollkornbaeckerei-schaefer.example', 'k.schaefer@vollkornbaeckerei-schaefer.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('531407ca-84b4-8224-aa8e-8339d58f6e3b', '2026-10-22T07:46:44.000000Z', 't.brandt', '2026-10-22T07:46:44.000000Z', 't.brandt', 'Landbäckerei Hennings GmbH', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'customer', 'active', 0, NULL, NULL);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('a1a2e5fa-fae5-8cd4-a470-022eabb52215', '2026-10-22T07:46:44.000000Z', 't.brandt', '2026-10-22T07:46:44.000000Z', 't.brandt', '531407ca-84b4-8224-aa8e-8339d58f6e3b', 'phone', '+493615550103', '0361/5550103', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('b470ccfe-dff7-83bd-a723-1485fdf7192e', '2026-10-22T07:46:44.000000Z', 't.brandt', '2026-10-22T07:46:44.000000Z', 't.brandt', '531407ca-84b4-8224-aa8e-8339d58f6e3b', 'billing', 'Buchenweg 48', '99084', 'Erfurt', 'DE', 1);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('622d7710-adad-8e9c-a084-06d3a18d354f', '2026-10-20T15:32:19.000000Z', 'a.kern', '2026-10-20T15:32:19.000000Z', 'a.kern', 'Café Christiansen GmbH', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, 'DE815350120', 'Empfehlung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('89e6ca98-e6c8-8dd8-a303-d0a4ccda3396', '2026-10-20T15:32:19.000000Z', 'a.kern', '2026-10-20T15:32:19.000000Z', 'a.kern', '622d7710-adad-8e9c-a084-06d3a18d354f', 'phone', '+496990009108', '069/90009108', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('41bf6b75-c6e7-8295-a65b-94f19f0ec6cb', '2026-10-20T15:32:19.000000Z', 'a.kern', '2026-10-20T15:32:19.000000Z', 'a.kern', '622d7710-adad-8e9c-a084-06d3a18d354f', 'email', 'info@cafe-christiansen.example', 'info@cafe-christiansen.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('7cd780bc-9cad-8691-ac5b-da33b75dda05', '2026-10-20T15:32:19.000000Z', 'a.kern', '2026-10-20T15:32:19.000000Z', 'a.kern', '622d7710-adad-8e9c-a084-06d3a18d354f', 'billing', 'Heideweg 83a', '60311', 'Frankfurt am Main', 'DE', 1);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('c679a14e-f415-8f19-af96-6dbf4b1b2a21', '2026-10-23T07:28:18.000000Z', 't.brandt', '2026-10-23T07:28:18.000000Z', 't.brandt', 'Backstube Pichler UG (haftungsbeschränkt)', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'lead', 'active', 0, NULL, 'Empfehlung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('fca4b6fd-c059-878b-a9c0-2a7efd45f71b', '2026-10-23T07:28:18.000000Z', 't.brandt', '2026-10-23T07:28:18.000000Z', 't.brandt', 'c679a14e-f415-8f19-af96-6dbf4b1b2a21', 'phone', '+493655550101', '0365/5550101', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('7e3cb7f8-66c6-86cb-af36-6b9426338a1d', '2026-10-23T07:28:18.000000Z', 't.brandt', '2026-10-23T07:28:18.000000Z', 't.brandt', 'c679a14e-f415-8f19-af96-6dbf4b1b2a21', 'billing', 'Ahornweg 10', '07545', 'Gera', 'DE', 1);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('149db53e-e682-8f08-abad-91d154f8f8fd', '2026-10-09T09:23:13.000000Z', 'a.kern', '2026-10-09T09:23:13.000000Z', 'a.kern', 'Konditorei  Hinrichs OHG', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, NULL, 'Rückruf nach Weihnachten');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('587e50e5-1a3d-8f4e-ae8d-498de1cc0a89', '2026-10-09T09:23:13.000000Z', 'a.kern', '2026-10-09T09:23:13.000000Z', 'a.kern', '149db53e-e682-8f08-abad-91d154f8f8fd', 'phone', '+493655550104', '0365/5550104', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('5d55c1c5-f7ff-831d-ae86-2e2d2df0cb5a', '2026-10-09T09:23:13.000000Z', 'a.kern', '2026-10-09T09:23:13.000000Z', 'a.kern', '149db53e-e682-8f08-abad-91d154f8f8fd', 'billing', 'Industriestraße 20', '07545', 'Gera', 'DE', 1);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('ff0d8f42-9132-8238-a24d-f4e1c7ac8dc5', '2026-10-17T14:39:08.000000Z', 'a.kern', '2026-10-17T14:39:08.000000Z', 'a.kern', 'Mühlenbäckerei Kühn GmbH', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, NULL, 'Rückruf nach Weihnachten');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('ac0a1ca8-4675-85cb-a935-e408e824fbe6', '2026-10-17T14:39:08.000000Z', 'a.kern', '2026-10-17T14:39:08.000000Z', 'a.kern', 'ff0d8f42-9132-8238-a24d-f4e1c7ac8dc5', 'phone', '+499415550107', '0941/5550107', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('0e6c18e5-90e8-8d1e-ad0b-fa36b196b17a', '2026-10-17T14:39:08.000000Z', 'a.kern', '2026-10-17T14:39:08.000000Z', 'a.kern', 'ff0d8f42-9132-8238-a24d-f4e1c7ac8dc5', 'email', 'info@muehlenbaeckerei-kuehn.example', 'info@muehlenbaeckerei-kuehn.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('744a0cdf-a045-808c-a978-84b5a0616406', '2026-10-17T14:39:08.000000Z', 'a.kern', '2026-10-17T14:39:08.000000Z', 'a.kern', 'ff0d8f42-9132-8238-a24d-f4e1c7ac8dc5', 'billing', 'Friedrichstraße 1', '93047', 'Regensburg', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('21cda80d-a8b2-8604-a16a-5ccc5e6428c9', '2026-10-17T14:39:08.000000Z', 'a.kern', '2026-10-17T14:39:08.000000Z', 'a.kern', 'Wiebke', 'Christiansen', NULL, 'Geschäftsführung', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('c600c825-1b1f-8c83-a10b-ba727e0d65e8', '2026-10-17T14:39:08.000000Z', 'a.kern', '2026-10-17T14:39:08.000000Z', 'a.kern', 'ff0d8f42-9132-8238-a24d-f4e1c7ac8dc5', '21cda80d-a8b2-8604-a16a-5ccc5e6428c9', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('fe50e2b7-c557-8419-a9e9-506540786c0c', '2026-10-17T14:39:08.000000Z', 'a.kern', '2026-10-17T14:39:08.000000Z', 'a.kern', '21cda80d-a8b2-8604-a16a-5ccc5e6428c9', 'email', 'w.christiansen@muehlenbaeckerei-kuehn.example', 'w.christiansen@muehlenbaeckerei-kuehn.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('8801ceb1-c671-89af-a2f2-2688817d1dcc', '2026-10-06T15:51:21.000000Z', 't.brandt', '2026-10-06T15:51:21.000000Z', 't.brandt', 'Konditorei Ruge OHG', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'lead', 'active', 0, NULL, 'Messe Südback');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('4ce17a57-7d79-8054-a897-b596ef091227', '2026-10-06T15:51:21.000000Z', 't.brandt', '2026-10-06T15:51:21.000000Z', 't.brandt', '8801ceb1-c671-89af-a2f2-2688817d1dcc', 'phone', '+496990009111', '069/90009111', 1, 0, 0);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('f5db4154-3dfd-8f86-a474-21d1f5064bbe', '2026-10-06T15:51:21.000000Z', 't.brandt', '2026-10-06T15:51:21.000000Z', 't.brandt', 'Renate', 'Münzenmaier', NULL, 'Geschäftsführung', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('c1a9aa34-2e19-8a9d-a40d-3451096fdd80', '2026-10-06T15:51:21.000000Z', 't.brandt', '2026-10-06T15:51:21.000000Z', 't.brandt', '8801ceb1-c671-89af-a2f2-2688817d1dcc', 'f5db4154-3dfd-8f86-a474-21d1f5064bbe', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('77020efd-fd73-867e-a0f2-55f3d7ae69e3', '2026-10-06T15:51:21.000000Z', 't.brandt', '2026-10-06T15:51:21.000000Z', 't.brandt', 'f5db4154-3dfd-8f86-a474-21d1f5064bbe', 'email', 'r.muenzenmaier@konditorei-ruge.example', 'r.muenzenmaier@konditorei-ruge.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('6a251740-69d8-8850-aac3-e1a7c5fae6b0', '2026-10-19T08:09:01.000000Z', 'a.kern', '2026-10-19T08:09:01.000000Z', 'a.kern', 'Mühlenbäckerei Carstens GmbH', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, 'DE815844402', 'Messe Südback');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('e9ca13bb-ba62-86cc-a5cd-bbaddc0192c4', '2026-10-19T08:09:01.000000Z', 'a.kern', '2026-10-19T08:09:01.000000Z', 'a.kern', '6a251740-69d8-8850-aac3-e1a7c5fae6b0', 'phone', '+498415550106', '0841/5550106', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('69879edc-0462-8571-a95a-919530e73181', '2026-10-19T08:09:01.000000Z', 'a.kern', '2026-10-19T08:09:01.000000Z', 'a.kern', '6a251740-69d8-8850-aac3-e1a7c5fae6b0', 'email', 'muehlenbaeckerei.carstens@web.de', 'muehlenbaeckerei.carstens@web.de', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('2fc9c557-f6d5-8d1d-a997-383374457678', '2026-10-19T08:09:01.000000Z', 'a.kern', '2026-10-19T08:09:01.000000Z', 'a.kern', '6a251740-69d8-8850-aac3-e1a7c5fae6b0', 'billing', 'Südstraße 26', '85049', 'Ingolstadt', 'DE', 1);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('762f2872-1866-8452-a8c6-528def60898c', '2026-10-23T11:59:15.000000Z', 'a.kern', '2026-10-23T11:59:15.000000Z', 'a.kern', 'Bäckerei Blohm', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, NULL, 'Messe Südback');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('55713f8b-44bd-89e5-a86c-70d68851fcc5', '2026-10-23T11:59:15.000000Z', 'a.kern', '2026-10-23T11:59:15.000000Z', 'a.kern', '762f2872-1866-8452-a8c6-528def60898c', 'phone', '+492615550106', '0261/5550106', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('643ba474-6a06-8b6a-add7-094193282e38', '2026-10-23T11:59:15.000000Z', 'a.kern', '2026-10-23T11:59:15.000000Z', 'a.kern', '762f2872-1866-8452-a8c6-528def60898c', 'billing', 'Bäckerstraße 85', '56068', 'Koblenz', 'DE', 1);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('99980d04-73c4-8aec-ae6f-578a7d2942fc', '2026-10-07T10:57:49.000000Z', 't.brandt', '2026-10-07T10:57:49.000000Z', 't.brandt', 'Backhaus Meineccke GmbH', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'customer', 'active', 0, NULL, 'Messe Südback');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('11776641-1805-8e70-a524-afe8184f2637', '2026-10-07T10:57:49.000000Z', 't.brandt', '2026-10-07T10:57:49.000000Z', 't.brandt', '99980d04-73c4-8aec-ae6f-578a7d2942fc', 'phone', '+493405550106', '0340/5550106', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('02cdc9f7-cd29-85ca-a64c-604d5f185784', '2026-10-07T10:57:49.000000Z', 't.brandt', '2026-10-07T10:57:49.000000Z', 't.brandt', '99980d04-73c4-8aec-ae6f-578a7d2942fc', 'billing', 'Waldstraße 8b', '06844', 'Dessau-Roßlau', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('d1883334-6aa2-8136-ad52-47e60384578a', '2026-10-07T10:57:49.000000Z', 't.brandt', '2026-10-07T10:57:49.000000Z', 't.brandt', 'Torben', 'Blohm', NULL, 'Geschäftsführung', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('924429fe-2e42-87bd-a829-048c0d0b7052', '2026-10-07T10:57:49.000000Z', 't.brandt', '2026-10-07T10:57:49.000000Z', 't.brandt', '99980d04-73c4-8aec-ae6f-578a7d2942fc', 'd1883334-6aa2-8136-ad52-47e60384578a', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('40439bcb-fb0e-8b69-a88d-4ba7bcaa6e68', '2026-10-07T10:57:49.000000Z', 't.brandt', '2026-10-07T10:57:49.000000Z', 't.brandt', 'd1883334-6aa2-8136-ad52-47e60384578a', 'email', 't.blohm@backhaus-meinecke.example', 't.blohm@backhaus-meinecke.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('89f94f3f-2e73-86f6-a263-103cf32a4d99', '2026-10-08T12:14:32.000000Z', 't.brandt', '2026-10-08T12:14:32.000000Z', 't.brandt', 'Bäckerei  und Konditorei Holst OHG', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'customer', 'active', 0, NULL, NULL);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('ed228d33-70a0-8ed0-ad47-9f9b0513b7e7', '2026-10-08T12:14:32.000000Z', 't.brandt', '2026-10-08T12:14:32.000000Z', 't.brandt', '89f94f3f-2e73-86f6-a263-103cf32a4d99', 'phone', '+498215550103', '0821/5550103', 1, 0, 0);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('93a32d56-37b4-87c6-a7ab-dfef4f313100', '2026-10-08T12:14:32.000000Z', 't.brandt', '2026-10-08T12:14:32.000000Z', 't.brandt', 'Fabian', 'Kowalczyk', NULL, 'Geschäftsführung', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('277cf260-316b-8a89-aec8-04ae3a4a51d0', '2026-10-08T12:14:32.000000Z', 't.brandt', '2026-10-08T12:14:32.000000Z', 't.brandt', '89f94f3f-2e73-86f6-a263-103cf32a4d99', '93a32d56-37b4-87c6-a7ab-dfef4f313100', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('3efd6a85-a5ba-8d19-a181-490e582cf3b3', '2026-10-08T12:14:32.000000Z', 't.brandt', '2026-10-08T12:14:32.000000Z', 't.brandt', '93a32d56-37b4-87c6-a7ab-dfef4f313100', 'email', 'fabian.kowalczyk.back@web.de', 'fabian.kowalczyk.back@web.de', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('c48800b4-5b55-89d0-a03e-e2c9a12617e4', '2026-10-05T15:59:49.000000Z', 'a.kern', '2026-10-05T15:59:49.000000Z', 'a.kern', 'Konditorei Stellig e.K.', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, NULL, NULL);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('49fde27d-a5f0-8dad-a297-e6823bcc11e2', '2026-10-05T15:59:49.000000Z', 'a.kern', '2026-10-05T15:59:49.000000Z', 'a.kern', 'c48800b4-5b55-89d0-a03e-e2c9a12617e4', 'phone', '+495415550105', '0541/5550105', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('1c4a9eca-7de4-8b2e-af44-4d774372ca00', '2026-10-05T15:59:49.000000Z', 'a.kern', '2026-10-05T15:59:49.000000Z', 'a.kern', 'c48800b4-5b55-89d0-a03e-e2c9a12617e4', 'billing', 'Töpferstraße 39', '49074', 'Osnabrück', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('52a9387c-0489-85cd-a885-5e7c138b2983', '2026-10-05T15:59:49.000000Z', 'a.kern', '2026-10-05T15:59:49.000000Z', 'a.kern', 'Björn', 'Gerdes', NULL, 'Geschäftsführung', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('05cd22a5-f26a-8d37-a63a-134728c5a6aa', '2026-10-05T15:59:49.000000Z', 'a.kern', '2026-10-05T15:59:49.000000Z', 'a.kern', 'c48800b4-5b55-89d0-a03e-e2c9a12617e4', '52a9387c-0489-85cd-a885-5e7c138b2983', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('42e10a37-db7e-882a-ac03-d9e90613b291', '2026-10-05T15:59:49.000000Z', 'a.kern', '2026-10-05T15:59:49.000000Z', 'a.kern', '52a9387c-0489-85cd-a885-5e7c138b2983', 'email', 'b.gerdes@konditorei-stelling.example', 'b.gerdes@konditorei-stelling.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('15af9a8a-ada6-8ba6-a40f-2bcfb195a24d', '2026-10-05T15:27:34.000000Z', 'j.peters', '2026-10-05T15:27:34.000000Z', 'j.peters', 'Bäckerei und Konditorei Giese OHG', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'lead', 'active', 0, 'DE817162480', 'Rückruf nach Weihnachten');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('a9d44614-bb0f-8049-a3c1-3c6f283e21ec', '2026-10-05T15:27:34.000000Z', 'j.peters', '2026-10-05T15:27:34.000000Z', 'j.peters', '15af9a8a-ada6-8ba6-a40f-2bcfb195a24d', 'phone', '+493455550107', '0345/5550107', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('f7bb3b84-96ee-8bfa-ab97-aa4c19afa5b2', '2026-10-05T15:27:34.000000Z', 'j.peters', '2026-10-05T15:27:34.000000Z', 'j.peters', '15af9a8a-ada6-8ba6-a40f-2bcfb195a24d', 'billing', 'Bahnhofstraße 47a', '06108', 'Halle (Saale)', 'DE', 1);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('c6f614d1-0a65-82f9-a9a1-94e24242d46a', '2026-10-19T09:26:24.000000Z', 'a.kern', '2026-10-19T09:26:24.000000Z', 'a.kern', 'Holzofenbäckerei Behnke', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, NULL, 'Empfehlung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('12db0bc2-fd5d-8822-afab-37f4953d2b25', '2026-10-19T09:26:24.000000Z', 'a.kern', '2026-10-19T09:26:24.000000Z', 'a.kern', 'c6f614d1-0a65-82f9-a9a1-94e24242d46a', 'phone', '+4951215550107', '05121/5550107', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('67aa7592-822b-8a4f-a73f-c1bbc34155bb', '2026-10-19T09:26:24.000000Z', 'a.kern', '2026-10-19T09:26:24.000000Z', 'a.kern', 'c6f614d1-0a65-82f9-a9a1-94e24242d46a', 'email', 'holzofenbaeckerei.behnke@t-online.de', 'holzofenbaeckerei.behnke@t-online.de', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('3503f47b-1992-8bbc-a7fa-ff7bd0524a4a', '2026-10-19T09:26:24.000000Z', 'a.kern', '2026-10-19T09:26:24.000000Z', 'a.kern', 'c6f614d1-0a65-82f9-a9a1-94e24242d46a', 'billing', 'Ziegeleiweg 20', '31134', 'Hildesheim', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('bebe7ad6-107f-8efe-ab1f-6e7d8d39325f', '2026-10-19T09:26:24.000000Z', 'a.kern', '2026-10-19T09:26:24.000000Z', 'a.kern', 'Annika', 'Behnke', NULL, 'Inhaber', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('a8e6f1bd-4d55-8c77-a58b-ae1b2cb3ebdf', '2026-10-19T09:26:24.000000Z', 'a.kern', '2026-10-19T09:26:24.000000Z', 'a.kern', 'c6f614d1-0a65-82f9-a9a1-94e24242d46a', 'bebe7ad6-107f-8efe-ab1f-6e7d8d39325f', 'Inhaber');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('7e0d657b-b527-8908-a16b-f0cdbe1fa6d1', '2026-10-19T09:26:24.000000Z', 'a.kern', '2026-10-19T09:26:24.000000Z', 'a.kern', 'bebe7ad6-107f-8efe-ab1f-6e7d8d39325f', 'email', 'annika.behnke.back@web.de', 'annika.behnke.back@web.de', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('51a15248-f183-813e-a321-e2284d62f5b8', '2026-10-14T06:50:52.000000Z', 'a.kern', '2026-10-14T06:50:52.000000Z', 'a.kern', 'HOLZOFENBÄCKEREI KAISER', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'lead', 'active', 0, NULL, 'Rückruf nach Weihnachten');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('527440b4-5c04-8cfb-aebb-1e749c34ff96', '2026-10-14T06:50:52.000000Z', 'a.kern', '2026-10-14T06:50:52.000000Z', 'a.kern', '51a15248-f183-813e-a321-e2284d62f5b8', 'phone', '+4935915550105', '03591/5550105', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('2a362ce8-e5a1-882d-a302-1bd8de8fcdad', '2026-10-14T06:50:52.000000Z', 'a.kern', '2026-10-14T06:50:52.000000Z', 'a.kern', '51a15248-f183-813e-a321-e2284d62f5b8', 'email', 'info@holzofenbaeckerei-kaiser.example', 'info@holzofenbaeckerei-kaiser.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('3c89b1dc-2482-8bb0-a7c2-cdbc20c54e54', '2026-10-14T06:50:52.000000Z', 'a.kern', '2026-10-14T06:50:52.000000Z', 'a.kern', '51a15248-f183-813e-a321-e2284d62f5b8', 'billing', 'Neue Straße 17', '02625', 'Bautzen', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('fff1a846-606f-8084-a4fd-8913ac9a423e', '2026-10-14T06:50:52.000000Z', 'a.kern', '2026-10-14T06:50:52.000000Z', 'a.kern', 'Lutz', 'Kaiser', NULL, 'Inhaber', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('13be215b-4538-829e-a613-699135e09d26', '2026-10-14T06:50:52.000000Z', 'a.kern', '2026-10-14T06:50:52.000000Z', 'a.kern', '51a15248-f183-813e-a321-e2284d62f5b8', 'fff1a846-606f-8084-a4fd-8913ac9a423e', 'Inhaber');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('841a6ab4-1db6-8346-a855-592129191cb7', '2026-10-14T06:50:52.000000Z', 'a.kern', '2026-10-14T06:50:52.000000Z', 'a.kern', 'fff1a846-606f-8084-a4fd-8913ac9a423e', 'email', 'l.kaiser@holzofenbaeckerei-kaiser.example', 'l.kaiser@holzofenbaeckerei-kaiser.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('94c2ecdd-d2ad-83cf-a6d3-bcc476b2ee9a', '2026-10-01T10:47:03.000000Z', 'a.kern', '2026-10-01T10:47:03.000000Z', 'a.kern', 'Vollkornbäckerei Röhrs', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, NULL, 'Empfehlung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('f760c994-0b96-8155-a6e4-4b07f53b783a', '2026-10-01T10:47:03.000000Z', 'a.kern', '2026-10-01T10:47:03.000000Z', 'a.kern', '94c2ecdd-d2ad-83cf-a6d3-bcc476b2ee9a', 'phone', '+494215550107', '0421/5550107', 1, 0, 0);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('da524c97-6559-8cae-a6e8-a7d207167cbf', '2026-10-01T10:47:03.000000Z', 'a.kern', '2026-10-01T10:47:03.000000Z', 'a.kern', 'Doris', 'Röhrs', NULL, 'Inhaber', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('098ceacc-5f95-821d-acd9-dccd090ccdd2', '2026-10-01T10:47:03.000000Z', 'a.kern', '2026-10-01T10:47:03.000000Z', 'a.kern', '94c2ecdd-d2ad-83cf-a6d3-bcc476b2ee9a', 'da524c97-6559-8cae-a6e8-a7d207167cbf', 'Inhaber');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('a452c555-062a-8eb6-a853-8bd89f21f16c', '2026-10-01T10:47:03.000000Z', 'a.kern', '2026-10-01T10:47:03.000000Z', 'a.kern', 'da524c97-6559-8cae-a6e8-a7d207167cbf', 'email', 'doris.roehrs.back@gmx.de', 'doris.roehrs.back@gmx.de', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('33bb551f-e6dc-822e-a2cd-a837df8d7a4f', '2026-10-12T06:33:58.000000Z', 'j.peters', '2026-10-12T06:33:58.000000Z', 'j.peters', 'Bäckerei und Konditorei Riechers', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'lead', 'active', 0, NULL, NULL);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('2ddb9f52-f8b7-85a6-ab18-766d7f9fa66e', '2026-10-12T06:33:58.000000Z', 'j.peters', '2026-10-12T06:33:58.000000Z', 'j.peters', '33bb551f-e6dc-822e-a2cd-a837df8d7a4f', 'phone', '+497315550115', '0731/5550115', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('adc5d938-7819-8035-aeaa-a4a61e10ff58', '2026-10-12T06:33:58.000000Z', 'j.peters', '2026-10-12T06:33:58.000000Z', 'j.peters', '33bb551f-e6dc-822e-a2cd-a837df8d7a4f', 'email', 'bestellung@baeckerei-riechers.example', 'bestellung@baeckerei-riechers.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('cae2d16d-2c44-846d-a6f2-d9a49198be68', '2026-10-16T15:14:25.000000Z', 'a.kern', '2026-10-16T15:14:25.000000Z', 'a.kern', 'Bäckerei Tiedemann', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, NULL, NULL);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('db79c1d4-b023-833a-a318-b057e55f4314', '2026-10-16T15:14:25.000000Z', 'a.kern', '2026-10-16T15:14:25.000000Z', 'a.kern', 'cae2d16d-2c44-846d-a6f2-d9a49198be68', 'phone', '+493315550106', '0331/5550106', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('7bbbb4fa-954f-8235-a95b-8715375d8f20', '2026-10-16T15:14:25.000000Z', 'a.kern', '2026-10-16T15:14:25.000000Z', 'a.kern', 'cae2d16d-2c44-846d-a6f2-d9a49198be68', 'email', 'bestellung@baeckerei-tiedemann.example', 'bestellung@baeckerei-tiedemann.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('d97c125f-c264-8f59-aed8-a72d5d0b87bd', '2026-10-16T15:14:25.000000Z', 'a.kern', '2026-10-16T15:14:25.000000Z', 'a.kern', 'cae2d16d-2c44-846d-a6f2-d9a49198be68', 'billing', 'Schillerstraße 51', '14467', 'Potsdam', 'DE', 1);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('b607c4f1-50d9-87a8-ac0a-90ecb8aaf977', '2026-10-01T08:14:42.000000Z', 't.brandt', '2026-10-01T08:14:42.000000Z', 't.brandt', 'Backhaus Nowak GmbH & Co. KG', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'lead', 'active', 0, NULL, 'Rückruf nach Weihnachten');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('05d2c32a-5ca9-8d73-a918-a2c78a911251', '2026-10-01T08:14:42.000000Z', 't.brandt', '2026-10-01T08:14:42.000000Z', 't.brandt', 'b607c4f1-50d9-87a8-ac0a-90ecb8aaf977', 'phone', '+4975315550105', '07531/5550105', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('e710e6a2-61cf-814c-accb-7584c70a0bc1', '2026-10-01T08:14:42.000000Z', 't.brandt', '2026-10-01T08:14:42.000000Z', 't.brandt', 'b607c4f1-50d9-87a8-ac0a-90ecb8aaf977', 'email', 'bestellung@backhaus-nowak.example', 'bestellung@backhaus-nowak.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('300d17a0-2d3e-8619-a407-b707eb2e4329', '2026-10-01T08:14:42.000000Z', 't.brandt', '2026-10-01T08:14:42.000000Z', 't.brandt', 'b607c4f1-50d9-87a8-ac0a-90ecb8aaf977', 'billing', 'Fährstraße 47', '78462', 'Konstanz', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('1a4deed0-5200-88b0-a9c1-6afdd550c468', '2026-10-01T08:14:42.000000Z', 't.brandt', '2026-10-01T08:14:42.000000Z', 't.brandt', 'Marlies', 'Uhlmann', NULL, 'Geschäftsführung', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('266a71b1-979e-8b68-a094-bca21433c53f', '2026-10-01T08:14:42.000000Z', 't.brandt', '2026-10-01T08:14:42.000000Z', 't.brandt', 'b607c4f1-50d9-87a8-ac0a-90ecb8aaf977', '1a4deed0-5200-88b0-a9c1-6afdd550c468', 'Geschäftsführung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('022e7a5e-5029-8616-ad8c-d4a68d006ec7', '2026-10-01T08:14:42.000000Z', 't.brandt', '2026-10-01T08:14:42.000000Z', 't.brandt', '1a4deed0-5200-88b0-a9c1-6afdd550c468', 'email', 'm.uhlmann@backhaus-nowak.example', 'm.uhlmann@backhaus-nowak.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('ca3686a7-9e79-8e8c-ad84-09f4cb8c8612', '2026-10-03T06:40:11.000000Z', 't.brandt', '2026-10-03T06:40:11.000000Z', 't.brandt', 'Bäckerei und Konditorei Eberl', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'lead', 'active', 0, NULL, NULL);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('f96463e8-bada-8b41-ad08-1abbde6255b7', '2026-10-03T06:40:11.000000Z', 't.brandt', '2026-10-03T06:40:11.000000Z', 't.brandt', 'ca3686a7-9e79-8e8c-ad84-09f4cb8c8612', 'phone', '+4942315550112', '04231/5550112', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('ae476932-14e2-8ade-ac51-d65f685ff3b6', '2026-10-03T06:40:11.000000Z', 't.brandt', '2026-10-03T06:40:11.000000Z', 't.brandt', 'ca3686a7-9e79-8e8c-ad84-09f4cb8c8612', 'email', 'info@baeckerei-eberl.example', 'info@baeckerei-eberl.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('60101874-d20f-8747-a762-990d628326d9', '2026-10-03T06:40:11.000000Z', 't.brandt', '2026-10-03T06:40:11.000000Z', 't.brandt', 'ca3686a7-9e79-8e8c-ad84-09f4cb8c8612', 'billing', 'Töpferstraße 62', '27283', 'Verden (Aller)', 'DE', 1);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('e51ae218-44ba-8b49-aef3-abb1a1ca67a0', '2026-10-04T09:04:40.000000Z', 'a.kern', '2026-10-04T09:04:40.000000Z', 'a.kern', 'Feinbäckerei  Schlüter', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, NULL, 'Messe Südback');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('b53549b2-1454-82a4-ad37-07ac71f01881', '2026-10-04T09:04:40.000000Z', 'a.kern', '2026-10-04T09:04:40.000000Z', 'a.kern', 'e51ae218-44ba-8b49-aef3-abb1a1ca67a0', 'phone', '+499315550102', '0931/5550102', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('e838cfea-1a4c-8606-a94e-80289817639b', '2026-10-04T09:04:40.000000Z', 'a.kern', '2026-10-04T09:04:40.000000Z', 'a.kern', 'e51ae218-44ba-8b49-aef3-abb1a1ca67a0', 'email', 'feinbaeckerei.schlueter@web.de', 'feinbaeckerei.schlueter@web.de', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('7edee450-a391-8e4c-a35e-4759a082e939', '2026-10-04T09:04:40.000000Z', 'a.kern', '2026-10-04T09:04:40.000000Z', 'a.kern', 'e51ae218-44ba-8b49-aef3-abb1a1ca67a0', 'billing', 'Königstraße 4', '97070', 'Würzburg', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('ba8c7359-4168-8527-a33f-38112b63bb60', '2026-10-04T09:04:40.000000Z', 'a.kern', '2026-10-04T09:04:40.000000Z', 'a.kern', 'Klaus', 'Schlüter', NULL, 'Inhaber', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('b966a177-8cb7-8565-a7b5-b3fec3b9506c', '2026-10-04T09:04:40.000000Z', 'a.kern', '2026-10-04T09:04:40.000000Z', 'a.kern', 'e51ae218-44ba-8b49-aef3-abb1a1ca67a0', 'ba8c7359-4168-8527-a33f-38112b63bb60', 'Inhaber');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('0e6b74a9-119b-8d05-a6d2-52f743b6301c', '2026-10-04T09:04:40.000000Z', 'a.kern', '2026-10-04T09:04:40.000000Z', 'a.kern', 'ba8c7359-4168-8527-a33f-38112b63bb60', 'email', 'klaus.schlueter.back@gmx.de', 'klaus.schlueter.back@gmx.de', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('c19e0ac0-4622-8dcf-a429-78404b96ecdb', '2026-10-17T06:46:14.000000Z', 'a.kern', '2026-10-17T06:46:14.000000Z', 'a.kern', 'Mühlenbäckerei Sievers e.K.', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'customer', 'active', 0, NULL, 'Messe Südback');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('e5832a90-c08f-8b46-a144-ceb65e4369b1', '2026-10-17T06:46:14.000000Z', 'a.kern', '2026-10-17T06:46:14.000000Z', 'a.kern', 'c19e0ac0-4622-8dcf-a429-78404b96ecdb', 'phone', '+4941315550110', '04131/5550110', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('4cbb9126-791d-8758-a2df-89bc2025dcb6', '2026-10-17T06:46:14.000000Z', 'a.kern', '2026-10-17T06:46:14.000000Z', 'a.kern', 'c19e0ac0-4622-8dcf-a429-78404b96ecdb', 'email', 'muehlenbaeckerei.sievers@web.de', 'muehlenbaeckerei.sievers@web.de', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('b401d71e-c995-8101-aa6a-f0056af2e743', '2026-10-17T10:53:21.000000Z', 't.brandt', '2026-10-17T10:53:21.000000Z', 't.brandt', 'Holzofenbäckerei Pohlmann', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'customer', 'active', 0, NULL, NULL);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('9f6144db-fb96-8f72-a7d2-4fd93bf93c42', '2026-10-17T10:53:21.000000Z', 't.brandt', '2026-10-17T10:53:21.000000Z', 't.brandt', 'b401d71e-c995-8101-aa6a-f0056af2e743', 'phone', '+498415550113', '0841/5550113', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('fb4f9d0f-e285-8112-a968-02a76c42cf92', '2026-10-17T10:53:21.000000Z', 't.brandt', '2026-10-17T10:53:21.000000Z', 't.brandt', 'b401d71e-c995-8101-aa6a-f0056af2e743', 'email', 'kontakt@holzofenbaeckerei-pohlmann.example', 'kontakt@holzofenbaeckerei-pohlmann.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('86838d3b-a3a4-86d8-aa52-c714640a2c0d', '2026-10-17T10:53:21.000000Z', 't.brandt', '2026-10-17T10:53:21.000000Z', 't.brandt', 'b401d71e-c995-8101-aa6a-f0056af2e743', 'billing', 'Gartenstraße 84', '85049', 'Ingolstadt', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, prefix, job_title, owner_id, record_status)
VALUES ('633c1529-94d3-81f4-a64d-6d94dc1bfad8', '2026-10-17T10:53:21.000000Z', 't.brandt', '2026-10-17T10:53:21.000000Z', 't.brandt', 'Astrid', 'Pohlmann', NULL, 'Inhaber', '5747bb64-0b27-8fef-a207-6d3a6647510c', 'active');
INSERT INTO account_contacts (id, created_at, created_by, updated_at, updated_by, account_id, contact_id, role)
VALUES ('df86d4f9-8021-8820-a13d-3f8ee2b5bce9', '2026-10-17T10:53:21.000000Z', 't.brandt', '2026-10-17T10:53:21.000000Z', 't.brandt', 'b401d71e-c995-8101-aa6a-f0056af2e743', '633c1529-94d3-81f4-a64d-6d94dc1bfad8', 'Inhaber');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('daee5e13-d8fd-86fe-a585-48e76fdeb2f0', '2026-10-17T10:53:21.000000Z', 't.brandt', '2026-10-17T10:53:21.000000Z', 't.brandt', '633c1529-94d3-81f4-a64d-6d94dc1bfad8', 'email', 'a.pohlmann@holzofenbaeckerei-pohlmann.example', 'a.pohlmann@holzofenbaeckerei-pohlmann.example', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective, vat_id, description)
VALUES ('90dd1877-947f-893f-a581-06ff5f299800', '2026-10-15T09:36:32.000000Z', 'j.peters', '2026-10-15T09:36:32.000000Z', 'j.peters', 'Café Kröger GbR', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'customer', 'active', 0, NULL, 'Empfehlung');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('64f67378-f2c7-8fc2-ad8c-fc57ea8ec2a2', '2026-10-15T09:36:32.000000Z', 'j.peters', '2026-10-15T09:36:32.000000Z', 'j.peters', '90dd1877-947f-893f-a581-06ff5f299800', 'phone', '+4951215550108', '05121/5550108', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('c2879a98-6679-84dc-a5bd-daae70102662', '2026-10-15T09:36:32.000000Z', 'j.peters', '2026-10-15T09:36:32.000000Z', 'j.peters', '90dd1877-947f-893f-a581-06ff5f299800', 'email', 'backstube@cafe-kroeger.example', 'backstube@cafe-kroeger.example', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('e1b8b2ed-2a05-8baa-ad67-e62787ae637e', '2026-10-15T09:36:32.000000Z', 'j.peters', '2026-10-15T09:36:32.000000Z', 'j.peters', '90dd1877-947f-893f-a581-06ff5f299800', 'billing', 'Weizenkamp 29', '31134', 'Hildesheim', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, owner_id, record_status, lead_source)
VALUES ('d8130e5c-cdf8-870a-a9cc-413ab91c112d', '2026-10-03T06:00:39.000000Z', 'j.peters', '2026-10-03T06:00:39.000000Z', 'j.peters', 'Wilfried', 'Huber', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'active', 'Messe');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('cd9898e9-e3d1-8efe-abfb-7919e1f334aa', '2026-10-03T06:00:39.000000Z', 'j.peters', '2026-10-03T06:00:39.000000Z', 'j.peters', 'd8130e5c-cdf8-870a-a9cc-413ab91c112d', 'email', 'wilfriedhuber_brotzeit@gmx.de', 'wilfriedhuber_brotzeit@gmx.de', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('6b759a1e-bb39-8b3f-ac9f-cc74fd03c234', '2026-10-03T06:00:39.000000Z', 'j.peters', '2026-10-03T06:00:39.000000Z', 'j.peters', 'd8130e5c-cdf8-870a-a9cc-413ab91c112d', 'mobile', '+4917604069388', '0176 04069388', 1, 0, 0);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, owner_id, record_status, lead_source)
VALUES ('a37185d4-93fd-8650-abb7-8429ce769c2d', '2026-10-08T12:13:12.000000Z', 'a.kern', '2026-10-08T12:13:12.000000Z', 'a.kern', 'Torben', 'Kessler', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active', 'Messe');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('9c646beb-1cbd-809f-a3c1-5b69a456f5f7', '2026-10-08T12:13:12.000000Z', 'a.kern', '2026-10-08T12:13:12.000000Z', 'a.kern', 'a37185d4-93fd-8650-abb7-8429ce769c2d', 'email', 'torben.kessler.1972@gmx.de', 'torben.kessler.1972@gmx.de', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('e292014d-8e1a-8085-ab74-ce4d7a6c9d1f', '2026-10-08T12:13:12.000000Z', 'a.kern', '2026-10-08T12:13:12.000000Z', 'a.kern', 'a37185d4-93fd-8650-abb7-8429ce769c2d', 'mobile', '+4917604069406', '0176 04069406', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, contact_id, kind, street, postcode, city, country, is_primary)
VALUES ('0d39e58e-7e98-8950-afb8-b4ed18052172', '2026-10-08T12:13:12.000000Z', 'a.kern', '2026-10-08T12:13:12.000000Z', 'a.kern', 'a37185d4-93fd-8650-abb7-8429ce769c2d', 'billing', 'Backhausgasse 74a', '08056', 'Zwickau', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, owner_id, record_status, lead_source)
VALUES ('18c0ad06-3a3c-8421-a62c-6011ceddc811', '2026-10-02T15:56:26.000000Z', 'j.peters', '2026-10-02T15:56:26.000000Z', 'j.peters', 'Niels', 'Bachmeier', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'active', 'Messe');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('3a6003c9-adee-8e01-a650-59b844bda197', '2026-10-02T15:56:26.000000Z', 'j.peters', '2026-10-02T15:56:26.000000Z', 'j.peters', '18c0ad06-3a3c-8421-a62c-6011ceddc811', 'email', 'nielsbachmeier_1992@gmx.de', 'nielsbachmeier_1992@gmx.de', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('512dabae-21c4-8d97-ab0a-04cf6a0137e4', '2026-10-02T15:56:26.000000Z', 'j.peters', '2026-10-02T15:56:26.000000Z', 'j.peters', '18c0ad06-3a3c-8421-a62c-6011ceddc811', 'phone', '+4958215550107', '05821 5550107', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, contact_id, kind, street, postcode, city, country, is_primary)
VALUES ('67d81ac7-7cf7-80f1-a72b-d75b4dc7c58b', '2026-10-02T15:56:26.000000Z', 'j.peters', '2026-10-02T15:56:26.000000Z', 'j.peters', '18c0ad06-3a3c-8421-a62c-6011ceddc811', 'billing', 'Wiesenweg 70', '29549', 'Bad Bevensen', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, owner_id, record_status, lead_source)
VALUES ('e00fcec7-8eba-805d-a38d-46aa09519ed4', '2026-10-20T07:51:15.000000Z', 'a.kern', '2026-10-20T07:51:15.000000Z', 'a.kern', 'Karl-Heinz', 'Nguyễn', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active', 'Messe');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('60effa5a-c687-850b-affa-80aa6b610ca1', '2026-10-20T07:51:15.000000Z', 'a.kern', '2026-10-20T07:51:15.000000Z', 'a.kern', 'e00fcec7-8eba-805d-a38d-46aa09519ed4', 'email', 'karl-heinznguyen_brotzeit@web.de', 'karl-heinznguyen_brotzeit@web.de', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('5098c84f-5099-84ab-a397-4981c80e2cc9', '2026-10-20T07:51:15.000000Z', 'a.kern', '2026-10-20T07:51:15.000000Z', 'a.kern', 'e00fcec7-8eba-805d-a38d-46aa09519ed4', 'mobile', '+4917604069434', '0176 04069434', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, contact_id, kind, street, postcode, city, country, is_primary)
VALUES ('a7d80314-26dc-89df-a3b5-d64778114c3e', '2026-10-20T07:51:15.000000Z', 'a.kern', '2026-10-20T07:51:15.000000Z', 'a.kern', 'e00fcec7-8eba-805d-a38d-46aa09519ed4', 'billing', 'Bäckerstraße 89', '29614', 'Soltau', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, owner_id, record_status, lead_source)
VALUES ('4653d08d-1c34-83d0-a9a4-04e4e4c9b0fe', '2026-10-19T15:43:19.000000Z', 'j.peters', '2026-10-19T15:43:19.000000Z', 'j.peters', 'Anke', 'Mohr', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'active', 'Messe');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('88aedfe9-c864-88df-a6be-533abc649f92', '2026-10-19T15:43:19.000000Z', 'j.peters', '2026-10-19T15:43:19.000000Z', 'j.peters', '4653d08d-1c34-83d0-a9a4-04e4e4c9b0fe', 'email', 'ankemohr_77nk@web.de', 'ankemohr_77nk@web.de', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('1822aa4e-3812-83e9-a3df-916841a69b66', '2026-10-19T15:43:19.000000Z', 'j.peters', '2026-10-19T15:43:19.000000Z', 'j.peters', '4653d08d-1c34-83d0-a9a4-04e4e4c9b0fe', 'phone', '+4975315550108', '07531 5550108', 1, 0, 0);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, owner_id, record_status, lead_source)
VALUES ('93d9b0fe-cd2f-8439-a8f5-7e21df2744ce', '2026-10-18T07:20:38.000000Z', 'j.peters', '2026-10-18T07:20:38.000000Z', 'j.peters', 'Heike', 'Carstens', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'active', 'Messe');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('410d064d-844e-8d76-a038-385dd19526d8', '2026-10-18T07:20:38.000000Z', 'j.peters', '2026-10-18T07:20:38.000000Z', 'j.peters', '93d9b0fe-cd2f-8439-a8f5-7e21df2744ce', 'email', 'heike.carstens.brotzeit@gmx.de', 'heike.carstens.brotzeit@gmx.de', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('42b92d43-c43b-8e84-a80a-1f04881e4705', '2026-10-18T07:20:38.000000Z', 'j.peters', '2026-10-18T07:20:38.000000Z', 'j.peters', '93d9b0fe-cd2f-8439-a8f5-7e21df2744ce', 'phone', '+4938415550104', '03841 5550104', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, contact_id, kind, street, postcode, city, country, is_primary)
VALUES ('2be89818-58cf-8798-a45a-708df57b487e', '2026-10-18T07:20:38.000000Z', 'j.peters', '2026-10-18T07:20:38.000000Z', 'j.peters', '93d9b0fe-cd2f-8439-a8f5-7e21df2744ce', 'billing', 'Wilhelmstraße 9', '23966', 'Wismar', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, owner_id, record_status, lead_source)
VALUES ('5bb4fd00-32f2-87e1-af7d-961ef019acf6', '2026-10-06T06:28:00.000000Z', 'j.peters', '2026-10-06T06:28:00.000000Z', 'j.peters', 'Karl-Heinz', 'Moosbauer', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'active', 'Messe');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('ec3fce31-3ade-82ad-a378-d8ffe2151238', '2026-10-06T06:28:00.000000Z', 'j.peters', '2026-10-06T06:28:00.000000Z', 'j.peters', '5bb4fd00-32f2-87e1-af7d-961ef019acf6', 'email', 'karl-heinzmoosbauer_92nk@web.de', 'karl-heinzmoosbauer_92nk@web.de', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('19d44cc6-5a39-859b-ad56-ec150d2ae081', '2026-10-06T06:28:00.000000Z', 'j.peters', '2026-10-06T06:28:00.000000Z', 'j.peters', '5bb4fd00-32f2-87e1-af7d-961ef019acf6', 'phone', '+493815550100', '0381 5550100', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, contact_id, kind, street, postcode, city, country, is_primary)
VALUES ('5d5bb1eb-73fd-8bf3-a980-a273715d7ed7', '2026-10-06T06:28:00.000000Z', 'j.peters', '2026-10-06T06:28:00.000000Z', 'j.peters', '5bb4fd00-32f2-87e1-af7d-961ef019acf6', 'billing', 'Schmiedestraße 85', '18055', 'Rostock', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, owner_id, record_status, lead_source)
VALUES ('42867732-5d59-8683-ad99-187de551fa23', '2026-10-03T10:11:02.000000Z', 'a.kern', '2026-10-03T10:11:02.000000Z', 'a.kern', 'Lena', 'Dierks', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', 'active', 'Messe');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('34350dba-6add-83ca-a3be-fd51ed3d37cd', '2026-10-03T10:11:02.000000Z', 'a.kern', '2026-10-03T10:11:02.000000Z', 'a.kern', '42867732-5d59-8683-ad99-187de551fa23', 'email', 'lena.dierks.backt@gmx.de', 'lena.dierks.backt@gmx.de', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('a348a320-e093-8838-a680-39bc5ee0d914', '2026-10-03T10:11:02.000000Z', 'a.kern', '2026-10-03T10:11:02.000000Z', 'a.kern', '42867732-5d59-8683-ad99-187de551fa23', 'phone', '+4951935550107', '05193 5550107', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, contact_id, kind, street, postcode, city, country, is_primary)
VALUES ('6c974cdf-d592-834a-acd1-4765dbf12788', '2026-10-03T10:11:02.000000Z', 'a.kern', '2026-10-03T10:11:02.000000Z', 'a.kern', '42867732-5d59-8683-ad99-187de551fa23', 'billing', 'Müllerstraße 50', '29640', 'Schneverdingen', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, owner_id, record_status, lead_source)
VALUES ('f199db6e-cbbb-8d19-a5f2-c4767dbacb6b', '2026-10-07T12:34:07.000000Z', 'j.peters', '2026-10-07T12:34:07.000000Z', 'j.peters', 'Klaus', 'Willers', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'active', 'Messe');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('b8d124bd-c482-8e03-a1bd-5df4e6ca030a', '2026-10-07T12:34:07.000000Z', 'j.peters', '2026-10-07T12:34:07.000000Z', 'j.peters', 'f199db6e-cbbb-8d19-a5f2-c4767dbacb6b', 'email', 'klaus.willers.backt@web.de', 'klaus.willers.backt@web.de', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('6ae80853-f937-8eeb-a950-738a1bc14a7b', '2026-10-07T12:34:07.000000Z', 'j.peters', '2026-10-07T12:34:07.000000Z', 'j.peters', 'f199db6e-cbbb-8d19-a5f2-c4767dbacb6b', 'mobile', '+4917604069479', '0176 04069479', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, contact_id, kind, street, postcode, city, country, is_primary)
VALUES ('a1e7d9de-4480-8ee9-a287-7d48724f40dd', '2026-10-07T12:34:07.000000Z', 'j.peters', '2026-10-07T12:34:07.000000Z', 'j.peters', 'f199db6e-cbbb-8d19-a5f2-c4767dbacb6b', 'billing', 'Sandkuhle 69b', '79098', 'Freiburg im Breisgau', 'DE', 1);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, owner_id, record_status, lead_source)
VALUES ('c50cb688-9b71-86dc-a6bc-fc71c0cd173f', '2026-10-23T15:15:58.000000Z', 'j.peters', '2026-10-23T15:15:58.000000Z', 'j.peters', 'Imke', 'Sievers', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'active', 'Messe');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('2daa79a2-3bbf-8016-aaa4-758be5a6c5d0', '2026-10-23T15:15:58.000000Z', 'j.peters', '2026-10-23T15:15:58.000000Z', 'j.peters', 'c50cb688-9b71-86dc-a6bc-fc71c0cd173f', 'email', 'imke.sievers.backt@gmx.de', 'imke.sievers.backt@gmx.de', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('d93519bd-5d08-8083-acc8-1ef0ee6d1019', '2026-10-23T15:15:58.000000Z', 'j.peters', '2026-10-23T15:15:58.000000Z', 'j.peters', 'c50cb688-9b71-86dc-a6bc-fc71c0cd173f', 'phone', '+4936415550113', '03641 5550113', 1, 0, 0);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, owner_id, record_status, lead_source)
VALUES ('7a3e6dcf-4ddf-8c9c-a8bb-20494ec5d8b6', '2026-10-01T06:56:11.000000Z', 'j.peters', '2026-10-01T06:56:11.000000Z', 'j.peters', 'Rainer', 'Ziegler', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'active', 'Messe');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('69881f38-ebaf-8d0d-adb9-559fa8b3fe91', '2026-10-01T06:56:11.000000Z', 'j.peters', '2026-10-01T06:56:11.000000Z', 'j.peters', '7a3e6dcf-4ddf-8c9c-a8bb-20494ec5d8b6', 'email', 'rainerziegler_brotzeit@web.de', 'rainerziegler_brotzeit@web.de', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('5bf24ac2-5d7d-8293-a34a-c3dcda644d94', '2026-10-01T06:56:11.000000Z', 'j.peters', '2026-10-01T06:56:11.000000Z', 'j.peters', '7a3e6dcf-4ddf-8c9c-a8bb-20494ec5d8b6', 'mobile', '+4917604069600', '0176 04069600', 1, 0, 0);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, owner_id, record_status, lead_source)
VALUES ('9703b906-54d6-81db-aee0-08f01e6714ae', '2026-10-08T12:35:31.000000Z', 'j.peters', '2026-10-08T12:35:31.000000Z', 'j.peters', 'Björn', 'Behrens', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'active', 'Messe');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('109478e1-66a6-8d86-a868-1f373531434a', '2026-10-08T12:35:31.000000Z', 'j.peters', '2026-10-08T12:35:31.000000Z', 'j.peters', '9703b906-54d6-81db-aee0-08f01e6714ae', 'email', 'bjoern.behrens.1979@gmail.com', 'bjoern.behrens.1979@gmail.com', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('414c6869-618b-8bb9-a1c9-51f7793bccee', '2026-10-08T12:35:31.000000Z', 'j.peters', '2026-10-08T12:35:31.000000Z', 'j.peters', '9703b906-54d6-81db-aee0-08f01e6714ae', 'phone', '+498215550106', '0821 5550106', 1, 0, 0);
INSERT INTO contacts (id, created_at, created_by, updated_at, updated_by, given_name, family_name, owner_id, record_status, lead_source)
VALUES ('89a34c3c-87d0-885d-a357-0c2b9de6d9c3', '2026-10-01T07:21:02.000000Z', 'j.peters', '2026-10-01T07:21:02.000000Z', 'j.peters', 'Hajo', 'Voß', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'active', 'Messe');
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('d615d9a0-45bf-8e6d-a340-0d4fe4595e70', '2026-10-01T07:21:02.000000Z', 'j.peters', '2026-10-01T07:21:02.000000Z', 'j.peters', '89a34c3c-87d0-885d-a357-0c2b9de6d9c3', 'email', 'hajovoss_brotzeit@gmail.com', 'hajovoss_brotzeit@gmail.com', 1, 0, 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, contact_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('4a94a118-2ee1-8732-a637-3f52e844ee83', '2026-10-01T07:21:02.000000Z', 'j.peters', '2026-10-01T07:21:02.000000Z', 'j.peters', '89a34c3c-87d0-885d-a357-0c2b9de6d9c3', 'mobile', '+4917604069601', '0176 04069601', 1, 0, 0);
INSERT INTO accounts (id, created_at, created_by, updated_at, updated_by, name, owner_id, lifecycle_stage, record_status, collective)
VALUES ('b9c4bc89-2133-8179-abf0-50f01a7c056a', '2026-10-19T13:12:44.000000Z', 'j.peters', '2026-10-19T13:12:44.000000Z', 'j.peters', 'Immenhof Konditorei', 'fa69a88a-3829-87e5-ac26-a716d80c89d1', 'lead', 'active', 0);
INSERT INTO contact_points (id, created_at, created_by, updated_at, updated_by, account_id, kind, value, value_given, is_primary, is_shared, is_alias)
VALUES ('4f5a9426-308e-8a5a-abbe-a5bd4d1be177', '2026-10-19T13:12:44.000000Z', 'j.peters', '2026-10-19T13:12:44.000000Z', 'j.peters', 'b9c4bc89-2133-8179-abf0-50f01a7c056a', 'phone', '+4958215550100', '05821 5550100', 1, 0, 0);
INSERT INTO addresses (id, created_at, created_by, updated_at, updated_by, account_id, kind, street, postcode, city, country, is_primary)
VALUES ('06904f88-e0ef-844f-a011-25c57c3a9d44', '2026-10-19T13:12:44.000000Z', 'j.peters', '2026-10-19T13:12:44.000000Z', 'j.peters', 'b9c4bc89-2133-8179-abf0-50f01a7c056a', 'billing', 'Tannenweg 64b', '29549', 'Bad Bevensen', 'DE', 1);
UPDATE contact_points SET value = '+4942315550115', value_given = '04231/5550115', updated_at = '2026-10-28T09:41:03.000000Z', updated_by = 'j.peters' WHERE id = 'cd00984f-fc05-8095-a576-adcefb53e993';
UPDATE accounts SET description = 'Neuer Ofen 2027 geplant, Budget steht', updated_at = '2026-11-03T10:15:20.000000Z', updated_by = 'a.kern' WHERE id = 'a6870d4d-88ae-8434-ac0a-66dd230b8f40';
UPDATE accounts SET owner_id = '5747bb64-0b27-8fef-a207-6d3a6647510c', lifecycle_stage = 'customer', updated_at = '2026-11-09T14:02:51.000000Z', updated_by = 't.brandt' WHERE id = '7af6d0cd-dd79-8ef0-a62b-c45a6f7c6380';
UPDATE contacts SET job_title = 'Einkaufsleitung', updated_at = '2026-11-12T08:30:00.000000Z', updated_by = 'j.peters' WHERE id = '255bdd49-3c1e-845c-ad1f-1393c34a991a';
INSERT INTO activities (id, created_at, created_by, updated_at, updated_by, kind, subject, body, occurred_at, author, author_id, account_id)
VALUES ('c05c463d-9183-845a-a945-2b317346c2cc', '2026-11-05T09:00:00.000000Z', 'a.kern', '2026-11-05T09:00:00.000000Z', 'a.kern', 'note', 'Besuch', 'Ofen läuft, Wartung im März.', '2026-11-05T08:30:00.000000Z', 'Anke Kern', '9418a881-1b56-8c9b-acc0-c27f0bb17a40', '9522cb21-ff91-83e2-ad81-d6bf7601801f');
COMMIT;
