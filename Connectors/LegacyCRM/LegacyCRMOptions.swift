public import Connecting

extension LegacyCRMConnector {
    /// The connector's name, options and what it reads.
    public static let description = ConnectorDescription(
        name: "legacy-crm",
        summary:
            "XML and JSON of customer databases: Salesforce, Dynamics, SugarCRM, vtiger, Highrise, HubSpot, Zoho, Pipedrive, and any other.",
        endings: ["xml", "json", "jsonl", "ndjson"],
        options: TreeOptions.descriptions(LegacyCRMDialects.all))
}
