import Testing

/// What old CRMs refer to, whatever kind of record it is and whatever became of it there.
@Suite struct OtherCRMReferenceTests {
    @Test func whoAndWhatOfASalesforceTaskMayBeRecordsOfSeveralKinds() throws {
        let facts = try ExportedFacts("salesforce-merged")
        #expect(
            try facts.rows(
                "v.subject; a.name; c.family_name; o.name; t.subject",
                from: """
                    activities v LEFT JOIN accounts a ON a.id = v.account_id LEFT JOIN contacts c ON c.id = v.contact_id
                    LEFT JOIN opportunities o ON o.id = v.opportunity_id LEFT JOIN tickets t ON t.id = v.ticket_id
                    """) == [
                    "Call the lead, , Vance, , ",
                    "Fix, Harbour Foundry Ltd, Rowan, , Broken pump",
                    "Offer, Harbour Foundry Ltd, Rowan, Pumps 2026, ",
                    "Visit, Harbour Foundry Ltd, Rowan, , ",
                ])
    }

    /// Two contacts were merged one after the other, and an account: what refers to them means the survivor, in 15 characters
    /// and in 18.
    @Test func whatRefersToAMergedRecordMeansItsSurvivor() throws {
        let facts = try ExportedFacts("salesforce-merged")
        #expect(try facts.rows("given_name; family_name", from: "contacts") == ["Elke, Rowan", "Milo, Vance"])
        #expect(try facts.rows("name", from: "accounts") == ["Harbour Foundry Ltd", "Vance Kites"])
        #expect(
            try facts.rows(
                "t.subject; a.name; c.given_name",
                from: "tickets t JOIN accounts a ON a.id = t.account_id JOIN contacts c ON c.id = t.contact_id")
                == ["Broken pump, Harbour Foundry Ltd, Elke"])
        #expect(
            try facts.rows("o.name; a.name", from: "opportunities o JOIN accounts a ON a.id = o.account_id")
                == ["Pumps 2026, Harbour Foundry Ltd"])
        // The merged ones are known by their keys, and bring nothing of their own.
        #expect(
            try facts.rows("source_key", from: "customary_crosswalk WHERE record = 'merged'").count == 3)
        #expect(try facts.rows("value", from: "contact_points WHERE value LIKE '%old%'").isEmpty)
        let state = try facts.workdir.state(in: "road")
        #expect(try facts.run(day: 3).status == 0)
        #expect(try facts.workdir.state(in: "road") == state)
    }

    @Test func aPersonOfHubSpotWorksAtEachOfTheirCompanies() throws {
        let facts = try ExportedFacts("hubspot-several-companies")
        #expect(
            try facts.rows(
                "a.name; c.given_name",
                from: "account_contacts l JOIN accounts a ON a.id = l.account_id JOIN contacts c ON c.id = l.contact_id"
            )
                == ["Alder Works, Tove", "Birch Works, Rafe", "Birch Works, Tove"])
        #expect(
            try facts.rows(
                "t.subject; t.status; a.name; c.given_name",
                from: "tickets t JOIN accounts a ON a.id = t.account_id JOIN contacts c ON c.id = t.contact_id")
                == ["Pump leaks, new, Alder Works, Tove"])
    }

    @Test func aLeadOfZohosAPIIsAPersonAtACompany() throws {
        let facts = try ExportedFacts("zoho-api-leads.json")
        #expect(
            try facts.rows(
                "a.name; a.lifecycle_stage; c.given_name; c.family_name; c.lead_source",
                from: "account_contacts l JOIN accounts a ON a.id = l.account_id JOIN contacts c ON c.id = l.contact_id"
            )
                == ["Vance Kites, lead, Milo, Vance, Web"])
    }
}
