import Connecting
import Database
import Deliveries
import Foundation
import Records
import Testing

/// Dumps as mysqldump and its relatives write them.
struct DumpTests {
    static let head = """
        /*M!999999\\- enable the sandbox mode */
        -- MariaDB dump 10.19  Distrib 10.11.6-MariaDB
        --
        -- Host: localhost    Database: shop
        /*!40101 SET NAMES utf8mb4 */;
        /*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;

        """
    static let customers = """
        DROP TABLE IF EXISTS `customers`;
        /*!40101 SET character_set_client = utf8 */;
        CREATE TABLE `customers` (
          `id` int(11) NOT NULL AUTO_INCREMENT,
          `name` varchar(255) DEFAULT 'a,b)' COMMENT 'it''s; a (name)',
          `email` varchar(100) CHARACTER SET latin1 DEFAULT NULL,
          `phone` varchar(30),
          `balance` decimal(10,2) DEFAULT 0.00,
          `photo` longblob,
          `uid` binary(16) DEFAULT NULL,
          `is_active` bit(1) DEFAULT b'1',
          `shout` varchar(255) GENERATED ALWAYS AS (upper(`name`)) VIRTUAL,
          PRIMARY KEY (`id`),
          UNIQUE KEY `mail` (`email`),
          KEY `na``me` (`name`(10)),
          CONSTRAINT `fk` FOREIGN KEY (`id`) REFERENCES `others` (`id`) ON DELETE CASCADE
        ) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8mb4 COMMENT='a table; with (signs)';

        """
    static let end = "-- Dump completed on 2026-02-03  4:05:06\n"

    @Test("Columns come from CREATE TABLE, values from an INSERT of several rows, and computed columns stay empty")
    func plain() throws {
        let text =
            DumpTests.head + DumpTests.customers + """
                LOCK TABLES `customers` WRITE;
                /*!40000 ALTER TABLE `customers` DISABLE KEYS */;
                INSERT INTO `customers` (`id`, `name`, `email`, `phone`, `balance`, `photo`, `uid`, `is_active`) VALUES
                (1,'Anna O''Hara','anna@mail.example','+49 30 23125000',12.50,NULL,NULL,b'1'),
                (2,'Zeile\\r\\nzwei\\t\\"q\\" \\\\ \\% \\'x\\'',NULL,'',-3,_binary '\\0\\Z\\n\\'',0x00112233445566778899AABBCCDDEEFF,b'0');
                UNLOCK TABLES;

                """ + DumpTests.end
        let streams = try readAll(text)
        let stream = try #require(streams["customers"])
        #expect(
            stream.columns == ["id", "name", "email", "phone", "balance", "photo", "uid", "is_active", "shout"])
        #expect(
            stream.rows == [
                ["1", "Anna O'Hara", "anna@mail.example", "+49 30 23125000", "12.50", "", "", "1", ""],
                [
                    "2", "Zeile\r\nzwei\t\"q\" \\ \\% 'x'", "", "", "-3", "", "00112233445566778899aabbccddeeff", "0",
                    "",
                ],
            ])
        #expect(stream.places == [1, 2])
        #expect(stream.findings.map(\.code) == ["database.binary"])
        #expect(stream.findings.first?.message.contains("1 values of photo") == true)
    }

    @Test("A list of columns in another order, or with fewer of them, puts each value where it belongs")
    func columnLists() throws {
        let text =
            DumpTests.head + """
                CREATE TABLE customers (id int, name varchar(10), email varchar(20), phone text);
                REPLACE INTO customers (email, id) VALUES ('a@x.example', 1);
                INSERT IGNORE INTO `shop`.`customers` VALUES (2, 'B', 'b@x.example', '1') ON DUPLICATE KEY UPDATE name = 'x;y';
                insert delayed into customers (phone, EMAIL, nothing) values ('3', 'c@x.example', 'gone');
                """
        let stream = try #require(try readAll(text)["customers"])
        #expect(
            stream.rows == [
                ["1", "", "a@x.example", ""], ["2", "B", "b@x.example", "1"], ["", "", "c@x.example", "3"],
            ])
    }

    @Test("Rows of the wrong width are malformed, and the rest goes on")
    func ragged() throws {
        let text =
            DumpTests.head + """
                CREATE TABLE customers (id int, name varchar(10), email varchar(20));
                INSERT INTO customers VALUES (1,'A'),(2,'B','b@x.example'),(3,'C','c@x.example','more');
                """
        let stream = try #require(try readAll(text)["customers"])
        #expect(stream.kinds == [.malformed, .record, .malformed])
        #expect(
            stream.remarks == [
                0: "2 values for 3 columns (line 8 of the dump)", 2: "4 values for 3 columns (line 8 of the dump)",
            ])
        #expect(stream.rows[1] == ["2", "B", "b@x.example"])
    }

    @Test("Triggers, routines and views are skipped, whatever stands in them")
    func routines() throws {
        let text =
            DumpTests.head + """
                CREATE TABLE customers (id int, name varchar(10), email varchar(20));
                INSERT INTO customers VALUES (1,'A','a@x.example');
                DELIMITER ;;
                /*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER t BEFORE INSERT ON customers FOR EACH ROW
                BEGIN INSERT INTO customers VALUES (9,'no','no'); SET NEW.name = 'it''s'; END */;;
                DELIMITER ;
                DELIMITER $$
                CREATE PROCEDURE p() BEGIN INSERT INTO customers VALUES (8,'no','no'); END$$
                delimiter ;
                /*!50001 CREATE TABLE `v` (`id` tinyint NOT NULL) ENGINE=MyISAM */;
                /*!50001 DROP TABLE IF EXISTS `v`*/;
                /*!50001 CREATE ALGORITHM=UNDEFINED */
                /*!50013 DEFINER=`root`@`%` SQL SECURITY DEFINER */
                /*!50001 VIEW `v` AS select `customers`.`id` AS `id` from `customers` where name = ';' */;
                CREATE TABLE copied AS SELECT * FROM customers;
                INSERT INTO customers SELECT * FROM old_customers;
                INSERT INTO customers SET id = 7, name = 'x';
                INSERT INTO customers VALUES (2,'B','b@x.example');

                """ + DumpTests.end
        let found = try #require(try probe(text))
        #expect(found.streams.map(\.name) == ["customers"])
        let codes = found.streams[0].findings.map(\.code)
        #expect(codes == ["database.views", "database.statement"])
        #expect(found.streams[0].findings[1].message.hasPrefix("2 statements for customers"))
        #expect(try readAll(text)["customers"]?.column("id") == ["1", "2"])
    }

    @Test("A dump says in which character set it is, and bytes that say otherwise are believed")
    func characterSets() throws {
        let folder = try TemporaryFolder()
        func names(_ set: String, _ name: [UInt8], given: [String: String] = [:]) throws -> [String] {
            let text = Array("SET NAMES \(set);\nCREATE TABLE `customers` (id int, name text, email text);\n".utf8)
            let insert = Array("INSERT INTO `customers` VALUES (1,'".utf8) + name + Array("','a@x.example');\n".utf8)
            let file = try folder.file("\(UUID().uuidString).sql", text + insert)
            return try #require(try readAll(file, given: given)["customers"]).column("name")
        }
        let latin: [UInt8] = [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72]
        #expect(try names("latin1", latin) == ["Müller"])
        #expect(try names("utf8", latin) == ["Müller"])
        #expect(try names("latin1", Array("Müller".utf8)) == ["Müller"])
        #expect(try names("utf8mb4", Array("Łukasz 😀".utf8)) == ["Łukasz 😀"])
        #expect(try names("cp1251", [0xDE, 0xEB, 0xE8, 0xFF]) == ["Юлия"])
        #expect(try names("utf8", Array("MÃ¼ller".utf8)) == ["MÃ¼ller"])
        #expect(try names("utf8", Array("MÃ¼ller".utf8), given: ["repair": "true"]) == ["Müller"])
        #expect(try names("utf8", [0xDE, 0xEB, 0xE8, 0xFF], given: ["encoding": "cp1251"]) == ["Юлия"])
    }

    @Test("Doubly encoded values are a finding that shows one of them")
    func doubled() throws {
        let found = try #require(
            try probe("SET NAMES utf8;\nINSERT INTO `customers` (id,name,email) VALUES (1,'MÃ¼ller','a@x.example');"))
        #expect(found.streams[0].findings.map(\.code) == ["encoding.double"])
    }

    @Test("A dump without descriptions takes its columns from the statements, or counts them")
    func withoutDescriptions() throws {
        let streams = try readAll(
            """
            INSERT INTO `customers` (`id`,`email`,`phone`) VALUES (1,'a@x.example','1'),(2,'b@x.example','2');
            INSERT INTO `plain_customers` VALUES (1,'a@x.example');
            """, given: ["tables": "all"])
        #expect(streams["customers"]?.columns == ["id", "email", "phone"])
        #expect(streams["customers"]?.rows.count == 2)
        #expect(streams["plain_customers"]?.columns == ["column_1", "column_2"])
        #expect(streams["plain_customers"]?.rows == [["1", "a@x.example"]])
    }

    @Test("Quotation marks around names, as in ANSI mode, and around values mean what their places say")
    func quotationMarks() throws {
        let stream = try #require(
            try readAll(
                """
                /*!40101 SET NAMES utf8 */;
                CREATE TABLE "customers" ("id" int, "na""me" text, "email" text);
                INSERT INTO "customers" VALUES (1,"it's ""so"" \\"or\\" so",'a@x.example');
                """)["customers"])
        #expect(stream.columns == ["id", "na\"me", "email"])
        #expect(stream.rows == [["1", "it's \"so\" \"or\" so", "a@x.example"]])
    }

    @Test("NO_BACKSLASH_ESCAPES makes a backslash an ordinary character")
    func withoutEscapes() throws {
        let stream = try #require(
            try readAll(
                """
                SET SQL_MODE='NO_BACKSLASH_ESCAPES';
                INSERT INTO `customers` (id,name,email) VALUES (1,'C:\\','a@x.example');
                """)["customers"])
        #expect(stream.rows == [["1", "C:\\", "a@x.example"]])
    }

    @Test("Two databases of one dump keep their tables apart")
    func databases() throws {
        let streams = try readAll(
            """
            CREATE DATABASE `one`;
            USE `one`;
            CREATE TABLE `customers` (id int, name text, email text);
            INSERT INTO `customers` VALUES (1,'A','a@x.example');
            USE `two`;
            CREATE TABLE `customers` (id int, name text, email text);
            INSERT INTO `customers` VALUES (2,'B','b@x.example'),(3,'C','c@x.example');
            """)
        #expect(streams["customers"]?.column("id") == ["1"])
        #expect(streams["two.customers"]?.column("id") == ["2", "3"])
    }

    @Test("gzip and UTF-16, as PowerShell writes it, are read like the text itself")
    func wrapped() throws {
        let folder = try TemporaryFolder()
        let text =
            "SET NAMES utf8;\nINSERT INTO `customers` (id,name,email) VALUES "
            + (1...3000).map { "(\($0),'Jörg 😀 \($0)','p\($0)@x.example')" }.joined(separator: ",\n") + ";\n"
        let plain = try #require(try readAll(folder.file("plain.sql", text))["customers"])
        #expect(plain.rows.count == 3000)
        #expect(plain.rows[2999] == ["3000", "Jörg 😀 3000", "p3000@x.example"])
        try run("gzip", ["-k", folder.path + "/plain.sql"])
        let gzip = try #require(try readAll(folder.delivery("plain.sql.gz"))["customers"])
        #expect(gzip.rows == plain.rows && gzip.places == plain.places)
        for (mark, isBig) in [([0xFF, 0xFE] as [UInt8], false), ([0xFE, 0xFF], true)] {
            let bytes =
                mark
                + text.utf16.flatMap { isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
            let wide = try #require(try readAll(folder.file("wide-\(isBig).sql", bytes))["customers"])
            #expect(wide.rows == plain.rows && wide.places == plain.places)
        }
    }

    @Test("Tables that hold no customers are counted in one finding and can be asked for")
    func furtherTables() throws {
        let text = """
            CREATE TABLE `clients` (id int, first_name text, email text);
            CREATE TABLE `settings` (k text, v text);
            CREATE TABLE `client_log` (id int, client_id int, email text);
            INSERT INTO `clients` VALUES (1,'A','a@x.example');
            INSERT INTO `settings` VALUES ('a','1'),('b','2');
            INSERT INTO `client_log` VALUES (1,1,'x'),(2,1,'x'),(3,1,'y');
            """
        let found = try #require(try probe(text))
        #expect(found.streams.map(\.name) == ["clients"])
        #expect(
            found.streams[0].findings.map(\.message) == [
                "2 further tables with rows are no sources: client_log (3), settings (2)"
            ])
        #expect(
            try #require(try probe(text, given: ["tables": "settings, clients"])).streams.map(\.name) == [
                "settings", "clients",
            ])
        #expect(try #require(try probe(text, given: ["table": "client_log"])).streams.map(\.name) == ["client_log"])
        #expect(throws: SourceFault.self) { try probe(text, given: ["table": "nothing"]) }
    }

    @Test("pg_dump's COPY and INSERT are read with their own rules for strings")
    func postgreSQL() throws {
        let streams = try readAll(
            """
            --
            -- PostgreSQL database dump
            --
            SET statement_timeout = 0;
            SET client_encoding = 'UTF8';
            CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN; INSERT INTO x VALUES ('it''s'); END $body$;
            CREATE TABLE public.customers (
                id integer NOT NULL,
                key character varying(20) DEFAULT 'a,b'::character varying,
                name text,
                email text,
                photo bytea,
                CONSTRAINT c CHECK ((id > 0))
            );
            COPY public.customers (id, key, name, email, photo) FROM stdin;
            1\tA\tAnna\\tLind\\\\holm\\nzwei\ta@x.example\t\\\\x00ff
            2\t\\N\tB\tb@x.example\t\\N
            \\.
            INSERT INTO public.customers VALUES (3, 'K', 'C:\\', E'it\\'s@x.example', NULL), (4, NULL, 'D'::text, 'O''Hara', '\\x00');
            --
            -- PostgreSQL database dump complete
            --
            """)
        let stream = try #require(streams["customers"])
        #expect(
            stream.rows.map { Array($0.prefix(4)) } == [
                ["1", "A", "Anna\tLind\\holm\nzwei", "a@x.example"], ["2", "", "B", "b@x.example"],
                ["3", "K", "C:\\", "it's@x.example"], ["4", "", "D", "O'Hara"],
            ])
        #expect(stream.places == [1, 2, 3, 4])
    }

    @Test("The shells of SQLite and SQL Server write dumps too")
    func otherShells() throws {
        let lite = try #require(
            try readAll(
                """
                PRAGMA foreign_keys=OFF;
                BEGIN TRANSACTION;
                CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT, email TEXT);
                INSERT INTO customers VALUES(1,replace('one\\ntwo','\\n',char(10)),'it''s');
                CREATE TRIGGER t AFTER INSERT ON customers BEGIN INSERT INTO customers VALUES(9,new.name,'x'); END;
                INSERT INTO customers VALUES(2,'C:\\','b@x.example');
                COMMIT;
                """)["customers"])
        #expect(lite.rows == [["1", "one\ntwo", "it's"], ["2", "C:\\", "b@x.example"]])
        let server = try #require(
            try readAll(
                """
                USE [CRM]
                GO
                SET ANSI_NULLS ON
                GO
                CREATE TABLE [dbo].[Contacts]([Id] [int] IDENTITY(1,1) NOT NULL, [First Name] [nvarchar](50) NULL, [Email] [nvarchar](80) NULL, [Seen] [datetime] NULL) ON [PRIMARY]
                GO
                INSERT [dbo].[Contacts] ([Id], [First Name], [Email], [Seen]) VALUES (1, N'Zoë', N'z@x.example', CAST(N'2020-01-02T00:00:00.000' AS DateTime))
                INSERT [dbo].[Contacts] ([Id], [First Name], [Email], [Seen]) VALUES (2, N'O''Hara', NULL, NULL)
                GO
                """)["Contacts"])
        #expect(server.columns == ["Id", "First Name", "Email", "Seen"])
        #expect(
            server.rows == [["1", "Zoë", "z@x.example", "2020-01-02T00:00:00.000"], ["2", "O'Hara", "", ""]])
    }

    @Test("A dump that is cut short is refused with its line; one without its last line is a warning")
    func cutShort() throws {
        let whole = DumpTests.head + "INSERT INTO `customers` (id,name,email) VALUES (1,'A','a@x.example'),\n(2,'B"
        let error = #expect(throws: SourceFault.self) { try probe(whole) }
        #expect("\(try #require(error))".contains("dump.sql:8: incomplete: the dump ends inside a statement"))
        let found = try #require(
            try probe(DumpTests.head + "INSERT INTO `customers` (id,name,email) VALUES (1,'A','a@x.example');\n"))
        #expect(found.streams[0].findings.map(\.code) == ["database.unfinished"])
    }

    @Test("What is no dump is left to others")
    func others() throws {
        for text in [
            "", "a", "name;email\nAnna;a@x.example\n", "Insert coin\n", "<html>INSERT INTO x</html>", "{\"a\": 1}",
            "BEGIN:VCARD\nEND:VCARD\n", "-- a note\nname,email\n",
        ] {
            #expect(try probe(text) == nil, "\(text)")
        }
    }
}
