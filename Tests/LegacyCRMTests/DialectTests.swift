import Connecting
import Deliveries
import LegacyCRM
import Records
import Testing

/// What each program writes, as little of it as tells it: invented people, the program's own names.
@Suite("dialects of LegacyCRM")
struct DialectTests {
    static let samples: [DialectSample] = [
        DialectSample(
            name: "dynamics.xml",
            text: #"""
                <resultset morerecords="0"><result><accountid>{A1B2}</accountid><name>Kern KG</name>
                <address1_line1>Hafen 1</address1_line1><address1_city>Kiel</address1_city>
                <telephone1>0431 555</telephone1><ownerid name="Max Muster" dsc="0" type="8">{U1}</ownerid>
                <statecode name="Active">0</statecode></result><result><accountid>{A1B3}</accountid>
                <name>Lind GmbH</name><statecode name="Active">0</statecode></result></resultset>
                """#,
            values: ["accounts": ("ownerid@name", ["Max Muster", ""])]),
        DialectSample(
            name: "highrise-people.xml",
            text: #"""
                <people type="array"><person><id type="integer">1</id><first-name>Anna</first-name>
                <last-name>Kern</last-name><company-id type="integer">2</company-id>
                <company-name>Kern KG</company-name><visible-to>Everyone</visible-to><contact-data>
                <email-addresses type="array"><email-address><id type="integer">5</id>
                <address>a@kern.example</address><location>Work</location></email-address></email-addresses>
                <phone-numbers type="array"><phone-number><number>0431 555</number><location>Work</location>
                </phone-number><phone-number><number>0170 555</number><location>Mobile</location></phone-number>
                </phone-numbers></contact-data><tags type="array"><tag><id type="integer">1</id><name>Messe</name>
                </tag></tags></person></people>
                """#,
            values: ["people": ("contact-data.phone-numbers.2.number", ["0170 555"])]),
        DialectSample(
            name: "hubspot-contacts.json",
            text: #"""
                {"results":[{"id":"1","properties":{"firstname":"Anna","lastname":"Kern","email":"a@kern.example",
                "phone":"0431 555","company":"Kern KG","hs_email_optout":"true"},"createdAt":"2024-01-02T03:04:05Z",
                "archived":false},{"id":"2","properties":{"firstname":"Ole","lastname":"Lind",
                "email":"o@lind.example"},"archived":false}],"paging":{"next":{"after":"2"}}}
                """#,
            values: ["contacts": ("properties.company", ["Kern KG", ""])]),
        DialectSample(
            name: "hubspot-companies.json",
            text: #"""
                {"results":[{"id":"1","properties":{"name":"Kern KG","domain":"kern.example","city":"Kiel",
                "industry":"FOOD"},"archived":false}]}
                """#,
            values: ["companies": ("properties.domain", ["kern.example"])]),
        DialectSample(
            name: "hubspot-deals.json",
            text: #"""
                {"results":[{"id":"1","properties":{"dealname":"Ofen","dealstage":"closedwon","amount":"1000.00",
                "closedate":"2024-01-02T03:04:05Z","createdate":"2024-01-01T03:04:05Z"},"archived":false}]}
                """#,
            values: ["deals": ("properties.amount", ["1000.00"])]),
        DialectSample(
            name: "zoho.json",
            text: #"""
                {"data":[{"id":"4150868000000000001","First_Name":"Anna","Last_Name":"Kern",
                "Email":"a@kern.example","Account_Name":{"name":"Kern KG","id":"41508680000009"},
                "Owner":{"name":"Max","id":"5","email":"max@firma.example"},
                "Created_Time":"2024-01-02T03:04:05+01:00","Modified_Time":"2024-01-02T03:04:05+01:00",
                "Mailing_City":"Kiel"}],"info":{"per_page":200,"count":1,"page":1,"more_records":false}}
                """#,
            values: ["contacts": ("Account_Name.id", ["41508680000009"])]),
        DialectSample(
            name: "pipedrive.json",
            text: #"""
                {"success":true,"data":[{"id":1,"name":"Anna Kern","first_name":"Anna","last_name":"Kern",
                "email":[{"label":"work","value":"a@kern.example","primary":true}],"phone":[{"label":"work",
                "value":"0431 555","primary":true}],"org_id":{"name":"Kern KG","value":7},"org_name":"Kern KG",
                "owner_id":{"id":3,"name":"Max","email":"max@firma.example"},"add_time":"2024-01-02 03:04:05",
                "active_flag":true}],"additional_data":{"pagination":{"start":0,"limit":100,
                "more_items_in_collection":false}}}
                """#,
            values: ["persons": ("org_id", ["7"])]),
        DialectSample(
            name: "pipedrive-deals.json",
            text: #"""
                {"success":true,"data":[{"id":1,"title":"Ofen","value":1000,"currency":"EUR","status":"won",
                "stage_id":3,"person_id":{"name":"Anna","value":1},"org_id":{"name":"Kern KG","value":7},
                "add_time":"2024-01-02 03:04:05","user_id":{"id":3,"name":"Max"}}]}
                """#,
            values: ["deals": ("person_id", ["1"])]),
        DialectSample(
            name: "sf-soap.xml",
            text: #"""
                <?xml version="1.0"?>
                <soapenv:Envelope xmlns:soapenv="s" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:sf="urn:sobject">
                <soapenv:Body><queryResponse><result xsi:type="QueryResult"><done>true</done>
                <records xsi:type="sf:Account"><sf:Id>0013000000QJjMKAA1</sf:Id><sf:Id>0013000000QJjMKAA1</sf:Id>
                <sf:Name>Kern KG</sf:Name><sf:BillingCity>Kiel</sf:BillingCity></records>
                <records xsi:type="sf:Contact"><sf:Id>0033000000QJjMKAA2</sf:Id><sf:Id>0033000000QJjMKAA2</sf:Id>
                <sf:LastName>Kern</sf:LastName><sf:AccountId>0013000000QJjMKAA1</sf:AccountId></records>
                <size>2</size></result></queryResponse></soapenv:Body></soapenv:Envelope>
                """#,
            values: ["Account": ("Id", ["0013000000QJjMKAA1"]), "Contact": ("AccountId", ["0013000000QJjMKAA1"])]),
        DialectSample(
            name: "sf-rest.json",
            text: #"""
                {"totalSize":1,"done":true,"records":[{"attributes":{"type":"Contact","url":"/x"},
                "Id":"0033000000QJjMKAA2","LastName":"Kern","FirstName":"Anna","AccountId":"0013000000QJjMKAA1",
                "Email":"a@kern.example"}]}
                """#,
            values: ["Contact": ("Id", ["0033000000QJjMKAA2"])]),
        DialectSample(
            name: "vtiger.json",
            text: #"""
                {"success":true,"result":[{"id":"12x34","contact_no":"CON1","firstname":"Anna","lastname":"Kern",
                "account_id":"11x5","email":"a@kern.example","assigned_user_id":"19x1","mailingcity":"Kiel"}]}
                """#,
            values: ["contacts": ("account_id", ["11x5"])]),
        DialectSample(
            name: "sugar.json",
            text: #"""
                {"next_offset":-1,"records":[{"id":"a1b2","name":"Anna Kern","first_name":"Anna","last_name":"Kern",
                "date_entered":"2024-01-02T03:04:05+00:00","date_modified":"2024-01-02T03:04:05+00:00",
                "deleted":"0","email1":"a@kern.example","assigned_user_id":"1","account_id":"acc1",
                "email_opt_out":"0","_module":"Contacts"}]}
                """#,
            values: ["contacts": ("account_id", ["acc1"])]),
    ]

    @Test("a program's files are told, its streams named and related", arguments: samples)
    func told(_ sample: DialectSample) throws { try sample.isTold(by: LegacyCRMConnector()) }

    @Test("what a program's streams have is there even where a file lacks it", arguments: samples)
    func declared(_ sample: DialectSample) throws { try sample.declaresItsColumns(to: LegacyCRMConnector()) }
}
