-- What j.peters typed on the afternoon before night 2.
-- Plain SQLite for the CRM's own schema. The book-keeping column row_version is left to the schema's triggers.
UPDATE contact_points SET value = '+493023125905', value_given = '030/23125905', updated_at = '2026-11-27T15:20:00.000000Z', updated_by = 'j.peters' WHERE kind = 'phone' AND account_id = (SELECT account_id FROM contact_points WHERE kind = 'phone' AND value = '+493023125100' AND account_id IS NOT NULL ORDER BY id LIMIT 1);
