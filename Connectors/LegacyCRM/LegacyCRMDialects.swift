internal import Connecting

/// How the customer databases that are known write their records. The last one is any JSON or XML.
enum LegacyCRMDialects {
    static let all: [TreeDialect] = [
        salesforceBulk, salesforceTree, dynamics, highrise, hubspot, zoho, pipedrive, sugar, vtiger, goldmine, act,
        .generic,
    ]

    /// SOAP and Bulk API: `<records xsi:type="sf:Account">` with the id twice; the batch result of a Bulk query has it too.
    static let salesforceBulk = TreeDialect(
        "salesforce-xml", title: "Salesforce", signature: [["//records/@type"], ["//records/Id", "//records/type"]],
        split: TreeSplit("records", by: [["@type"], ["type"]], after: ""),
        tables: salesforceTables)

    /// REST and tree JSON: `records` whose `attributes` name the type.
    static let salesforceTree = TreeDialect(
        "salesforce-json", title: "Salesforce", signature: [["//records/attributes/type"]],
        split: TreeSplit("records", by: [["attributes", "type"]]), tables: salesforceTables)

    /// What only says what kind of record it is, and where the API has it.
    private static let salesforceIdle = ["attributes.url", "attributes.type", "type"]

    /// Records of a tree file have no id yet; others refer to them by `@` and what the file calls them.
    private static let referenced = ["Id": (column: "attributes.referenceId", prefix: "@")]

    private static let salesforceTables: [TreeTable] = [
        TreeTable(
            "Account", elements: ["Account", "sf:Account"], key: "Id",
            columns: [
                "Id", "Name", "IsDeleted", "MasterRecordId", "ParentId", "OwnerId", "Phone", "Fax", "Website",
                "Industry",
                "Description", "BillingStreet", "BillingCity", "BillingState", "BillingPostalCode", "BillingCountry",
                "ShippingStreet", "ShippingCity", "ShippingState", "ShippingPostalCode", "ShippingCountry",
                "LastModifiedDate", "CreatedDate", "AccountSource", "attributes.referenceId",
            ], drop: salesforceIdle, once: ["Id"], standIns: referenced),
        TreeTable(
            "Contact", elements: ["Contact", "sf:Contact"], key: "Id",
            columns: [
                "Id", "AccountId", "FirstName", "LastName", "Salutation", "Title", "Department", "Email", "Phone",
                "MobilePhone", "Fax", "Birthdate", "IsDeleted", "MasterRecordId", "OwnerId", "HasOptedOutOfEmail",
                "Description", "MailingStreet", "MailingCity", "MailingState", "MailingPostalCode", "MailingCountry",
                "LastModifiedDate", "LeadSource", "attributes.referenceId",
            ], drop: salesforceIdle, once: ["Id"], standIns: referenced),
        TreeTable(
            "Lead", elements: ["Lead", "sf:Lead"], key: "Id",
            columns: [
                "Id", "FirstName", "LastName", "Company", "Title", "Email", "Phone", "MobilePhone", "Street", "City",
                "State",
                "PostalCode", "Country", "Status", "LeadSource", "IsDeleted", "IsConverted", "OwnerId",
                "LastModifiedDate",
                "Description", "attributes.referenceId",
            ], drop: salesforceIdle, once: ["Id"], standIns: referenced),
        TreeTable(
            "Opportunity", elements: ["Opportunity", "sf:Opportunity"], key: "Id",
            columns: [
                "Id", "AccountId", "Name", "StageName", "Amount", "Probability", "CloseDate", "IsClosed", "IsWon",
                "OwnerId",
                "IsDeleted", "LeadSource", "Description", "CreatedDate", "attributes.referenceId",
            ], drop: salesforceIdle, once: ["Id"], standIns: referenced),
        TreeTable(
            "User", elements: ["User", "sf:User"], key: "Id", columns: ["Id", "Name", "Email", "IsActive", "Alias"],
            drop: salesforceIdle, once: ["Id"], standIns: referenced),
        TreeTable(
            "Task", elements: ["Task", "sf:Task"], key: "Id",
            columns: [
                "Id", "WhoId", "WhatId", "Subject", "Description", "ActivityDate", "Status", "OwnerId", "IsDeleted",
                "CreatedDate",
            ], drop: salesforceIdle, once: ["Id"], standIns: referenced),
        TreeTable(
            "Event", elements: ["Event", "sf:Event"], key: "Id",
            columns: [
                "Id", "WhoId", "WhatId", "Subject", "Description", "StartDateTime", "ActivityDateTime", "OwnerId",
                "IsDeleted",
            ], drop: salesforceIdle, once: ["Id"], standIns: referenced),
        TreeTable(
            "Case", elements: ["Case", "sf:Case"], key: "Id",
            columns: [
                "Id", "CaseNumber", "AccountId", "ContactId", "Subject", "Description", "Status", "Priority", "Type",
                "CreatedDate", "ClosedDate", "OwnerId", "IsDeleted",
            ], drop: salesforceIdle, once: ["Id"], standIns: referenced),
    ]

    /// A saved FetchXML answer: `<resultset><result><accountid>{GUID}</accountid>`.
    static let dynamics = TreeDialect(
        "dynamics", title: "Microsoft Dynamics CRM", roots: ["resultset"],
        records: ["/resultset/result"],
        tables: [
            TreeTable(
                "accounts", marks: ["accountid", "name"], without: ["contactid"], key: "accountid",
                columns: [
                    "accountid", "name", "accountnumber", "telephone1", "fax", "emailaddress1", "websiteurl",
                    "address1_line1", "address1_line2", "address1_city", "address1_postalcode",
                    "address1_stateorprovince",
                    "address1_country", "parentaccountid", "ownerid", "ownerid@name", "statecode", "modifiedon",
                    "description",
                    "industrycode@name",
                ]),
            TreeTable(
                "contacts", marks: ["contactid", "lastname"], key: "contactid",
                columns: [
                    "contactid", "firstname", "lastname", "salutation", "jobtitle", "department", "emailaddress1",
                    "telephone1", "mobilephone", "fax", "parentcustomerid", "parentcustomerid@name", "address1_line1",
                    "address1_line2", "address1_city", "address1_postalcode", "address1_stateorprovince",
                    "address1_country",
                    "birthdate", "ownerid", "ownerid@name", "statecode", "donotemail", "modifiedon", "description",
                ]),
        ])

    /// 37signals' API: names with dashes, types as attributes.
    static let highrise = TreeDialect(
        "highrise", title: "Highrise",
        signature: [
            ["//person/first-name", "//person/visible-to"], ["//company/background", "//company/visible-to"],
            ["//person/contact-data", "//person/first-name"], ["//company/contact-data", "//company/name"],
            ["//deal/price-type"], ["//note/subject-type"], ["//kase/owner-id"],
        ],
        records: ["//person", "//company", "//deal", "//note", "//kase", "//task", "//user"],
        tables: [
            TreeTable(
                "people", elements: ["person"], key: "id",
                groups: highriseGroups,
                columns: [
                    "id", "first-name", "last-name", "title", "company-id", "company-name", "background", "updated-at",
                    "created-at", "owner-id",
                ] + highriseColumns),
            TreeTable(
                "companies", elements: ["company"], key: "id", groups: highriseGroups,
                columns: ["id", "name", "background", "updated-at", "created-at", "owner-id"] + highriseColumns),
            TreeTable(
                "deals", elements: ["deal"], key: "id",
                columns: [
                    "id", "name", "price", "currency", "status", "party-id", "created-at", "background", "owner-id",
                    "responsible-party-id",
                ]),
            TreeTable(
                "notes", elements: ["note"], key: "id",
                columns: ["id", "body", "subject-id", "subject-type", "subject-name", "created-at", "author-id"]),
            TreeTable(
                "tasks", elements: ["task"], key: "id",
                columns: [
                    "id", "body", "subject-id", "subject-type", "due-at", "done-at", "created-at", "author-id",
                    "owner-id",
                ]),
            TreeTable("users", elements: ["user"], key: "id", columns: ["id", "name", "email-address"]),
        ])

    private static let highriseGroups: [String: TreeGroup] = [
        "contact-data.email-addresses": .numbered(2), "contact-data.phone-numbers": .numbered(3),
        "contact-data.addresses": .numbered(2), "contact-data.web-addresses": .numbered(1),
        "contact-data.instant-messengers": .numbered(1), "contact-data.twitter-accounts": .numbered(1),
        "subject_datas": .pairs(key: "subject_field_label", value: "value"),
        "subject-datas": .pairs(key: "subject-field-label", value: "value"), "tags": .numbered(1),
    ]

    private static let highriseColumns: [String] = [
        "contact-data.email-addresses.1.address", "contact-data.email-addresses.2.address",
        "contact-data.phone-numbers.1.number", "contact-data.phone-numbers.1.location",
        "contact-data.phone-numbers.2.number", "contact-data.phone-numbers.2.location",
        "contact-data.phone-numbers.3.number", "contact-data.phone-numbers.3.location",
        "contact-data.addresses.1.street", "contact-data.addresses.1.city", "contact-data.addresses.1.state",
        "contact-data.addresses.1.zip", "contact-data.addresses.1.country",
        "contact-data.addresses.2.street", "contact-data.addresses.2.city", "contact-data.addresses.2.state",
        "contact-data.addresses.2.zip", "contact-data.addresses.2.country",
        "contact-data.web-addresses.1.url", "tags.1.name",
    ]

    /// `{"results": [{"id": "1", "properties": {…}}]}`, exports of the API.
    static let hubspot = TreeDialect(
        "hubspot", title: "HubSpot", signature: [["//results/properties", "//results/id"], ["//contacts/vid"]],
        tables: [
            TreeTable(
                "contacts", marks: ["properties.email"], without: ["properties.dealname"], key: "id",
                groups: [
                    "associations.companies.results": .numbered(3), "associations.contacts.results": .numbered(3),
                ],
                columns: [
                    "id", "properties.firstname", "properties.lastname", "properties.email", "properties.phone",
                    "properties.mobilephone", "properties.jobtitle", "properties.company", "properties.address",
                    "properties.city", "properties.zip", "properties.state", "properties.country",
                    "properties.associatedcompanyid", "properties.hubspot_owner_id", "properties.lastmodifieddate",
                    "properties.lifecyclestage", "properties.hs_email_optout", "archived",
                ]),
            TreeTable(
                "companies", marks: ["properties.name", "properties.domain"], key: "id",
                columns: [
                    "id", "properties.name", "properties.domain", "properties.phone", "properties.address",
                    "properties.address2", "properties.city", "properties.zip", "properties.state",
                    "properties.country",
                    "properties.industry", "properties.website", "properties.hubspot_owner_id",
                    "properties.description",
                    "properties.hs_lastmodifieddate", "archived",
                ]),
            TreeTable(
                "deals", marks: ["properties.dealname"], key: "id",
                groups: [
                    "associations.companies.results": .numbered(3), "associations.contacts.results": .numbered(3),
                ],
                columns: [
                    "id", "properties.dealname", "properties.dealstage", "properties.amount", "properties.closedate",
                    "properties.createdate", "properties.hubspot_owner_id", "properties.description", "archived",
                ]),
            TreeTable(
                "tickets", marks: ["properties.subject", "properties.hs_pipeline_stage"], key: "id",
                groups: [
                    "associations.companies.results": .numbered(3), "associations.contacts.results": .numbered(3),
                ],
                columns: [
                    "id", "properties.subject", "properties.content", "properties.hs_pipeline_stage",
                    "properties.hs_ticket_priority", "properties.createdate", "properties.closed_date", "archived",
                ]),
            TreeTable(
                "owners", marks: ["email", "userId"], key: "id",
                columns: ["id", "email", "firstName", "lastName", "archived"]),
        ])

    /// `{"data": [{"id": "…", "Full_Name": …, "Owner": {…}}], "info": {…}}`.
    static let zoho = TreeDialect(
        "zoho", title: "Zoho CRM",
        signature: [["//data/Owner/name", "//data/Created_Time"], ["//data/Owner/id", "//data/Modified_Time"]],
        records: ["//data"],
        tables: [
            TreeTable(
                "contacts", elements: ["data"], marks: ["Last_Name"], without: ["Lead_Status", "Company"], key: "id",
                columns: [
                    "id", "First_Name", "Last_Name", "Salutation", "Email", "Secondary_Email", "Phone", "Mobile", "Fax",
                    "Title", "Department", "Account_Name.id", "Account_Name.name", "Mailing_Street", "Mailing_City",
                    "Mailing_Zip", "Mailing_State", "Mailing_Country", "Date_of_Birth", "Owner.email", "Owner.name",
                    "Email_Opt_Out", "Modified_Time", "Description",
                ]),
            TreeTable(
                "accounts", elements: ["data"], marks: ["Account_Name"], without: ["Last_Name", "Deal_Name"], key: "id",
                columns: [
                    "id", "Account_Name", "Phone", "Fax", "Website", "Industry", "Parent_Account.id", "Billing_Street",
                    "Billing_City", "Billing_Code", "Billing_State", "Billing_Country", "Shipping_Street",
                    "Shipping_City",
                    "Shipping_Code", "Shipping_State", "Shipping_Country", "Owner.email", "Owner.name", "Modified_Time",
                    "Description",
                ]),
            TreeTable(
                "leads", elements: ["data"], marks: ["Last_Name", "Company"], key: "id",
                columns: [
                    "id", "First_Name", "Last_Name", "Company", "Email", "Phone", "Mobile", "Title", "Lead_Status",
                    "Lead_Source", "Street", "City", "Zip_Code", "State", "Country", "Owner.email", "Owner.name",
                    "Modified_Time", "Description", "Email_Opt_Out",
                ]),
            TreeTable(
                "deals", elements: ["data"], marks: ["Deal_Name", "Stage"], key: "id",
                columns: [
                    "id", "Deal_Name", "Stage", "Amount", "Probability", "Closing_Date", "Created_Time",
                    "Account_Name.id",
                    "Contact_Name.id", "Owner.email", "Owner.name", "Lead_Source", "Description",
                ]),
        ])

    /// `{"success": true, "data": [{"id": 1, "name": …, "org_id": {…}, "email": [{"value": …}]}]}`.
    static let pipedrive = TreeDialect(
        "pipedrive", title: "Pipedrive",
        signature: [
            ["/success", "//data/owner_id", "//data/add_time"], ["/success", "//data/org_id", "//data/add_time"],
            ["/success", "//data/user_id", "//data/add_time"], ["/success", "//data/stage_id"],
        ],
        records: ["//data"],
        references: "_id",
        tables: [
            TreeTable(
                "persons", elements: ["data"], marks: ["email.value"], key: "id", groups: pipedriveGroups,
                columns: [
                    "id", "name", "first_name", "last_name", "email.1.value", "email.2.value", "phone.1.value",
                    "phone.2.value", "org_id", "org_name", "owner_id.email", "owner_id.name",
                    "update_time",
                    "active_flag",
                ]),
            TreeTable(
                "organizations", elements: ["data"], marks: ["address", "people_count"], key: "id",
                columns: [
                    "id", "name", "address", "address_route", "address_street_number", "address_locality",
                    "address_postal_code", "address_country", "address_admin_area_level_1", "owner_id.email",
                    "owner_id.name",
                    "update_time", "active_flag",
                ]),
            TreeTable(
                "deals", elements: ["data"], marks: ["title", "stage_id"], key: "id",
                columns: [
                    "id", "title", "value", "currency", "status", "stage_id", "probability", "person_id.value",
                    "person_id",
                    "org_id", "user_id.email", "user_id.name", "add_time", "close_time",
                    "expected_close_date", "deleted",
                ]),
        ])

    private static let pipedriveGroups: [String: TreeGroup] = [
        "email": .numbered(2), "phone": .numbered(2), "im": .numbered(1),
    ]

    /// SugarCRM and SuiteCRM: the REST answers of versions 4 and 10, JSON:API, and XML exports.
    static let sugar = TreeDialect(
        "sugarcrm", title: "SugarCRM / SuiteCRM",
        signature: [
            ["//entry_list/name_value_list"], ["//records/_module"], ["//data/attributes/date_entered"],
            ["//records/date_entered", "//records/assigned_user_id"],
        ],
        tables: [
            TreeTable(
                "contacts", marks: ["last_name", "date_entered"], key: "id",
                columns: [
                    "id", "first_name", "last_name", "salutation", "title", "department", "account_id", "phone_work",
                    "phone_mobile", "email1", "primary_address_street", "primary_address_city",
                    "primary_address_postalcode", "description", "date_modified", "deleted", "email_opt_out",
                    "birthdate",
                ]),
            TreeTable(
                "accounts", marks: ["name", "billing_address_street"], key: "id",
                columns: [
                    "id", "name", "industry", "phone_office", "phone_alternate", "phone_fax", "website", "email1",
                    "billing_address_street", "billing_address_city", "billing_address_state",
                    "billing_address_postalcode", "billing_address_country", "description", "date_modified",
                    "parent_id",
                    "deleted", "assigned_user_name",
                ]),
        ])

    /// The answer of the web service: `{"success": true, "result": [{"id": "12x34", …}]}`.
    static let vtiger = TreeDialect(
        "vtiger", title: "vtiger",
        signature: [
            ["/success", "//result/assigned_user_id"], ["/success", "//result/contact_no"],
            ["/success", "//result/account_no"],
        ],
        records: ["//result"],
        tables: [
            TreeTable(
                "contacts", elements: ["result"], marks: ["lastname"], key: "id",
                columns: [
                    "id", "salutationtype", "firstname", "lastname", "account_id", "email", "phone", "mobile", "fax",
                    "title",
                    "department", "birthday", "mailingstreet", "mailingcity", "mailingzip", "mailingstate",
                    "mailingcountry",
                    "emailoptout", "modifiedtime", "description", "contact_no",
                ]),
            TreeTable(
                "accounts", elements: ["result"], marks: ["accountname"], key: "id",
                columns: [
                    "id", "accountname", "account_no", "account_id", "email1", "phone", "otherphone", "fax", "website",
                    "industry", "bill_street", "bill_city", "bill_code", "bill_state", "bill_country", "ship_street",
                    "ship_city", "ship_code", "ship_state", "ship_country", "modifiedtime", "description",
                ]),
        ])

    /// A GoldMine export of its tables.
    static let goldmine = TreeDialect(
        "goldmine", title: "GoldMine", signature: [["//Contact1"], ["//CONTACT1"], ["//contact1"]],
        records: [
            "//Contact1", "//CONTACT1", "//contact1", "//Contact2", "//CONTACT2", "//contact2", "//ContSupp",
            "//CONTSUPP",
            "//contsupp",
        ],
        tables: [])

    /// An ACT! export.
    static let act = TreeDialect(
        "act", title: "ACT!",
        signature: [["//Contact/IDStatus"], ["//contact/ID_Status"], ["//Contact/ID_x002F_Status"]],
        tables: [])
}
