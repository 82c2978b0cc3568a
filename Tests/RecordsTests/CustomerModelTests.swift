import Records
import Testing

@Suite struct CustomerModelTests {
    @Test(arguments: Entity.allCases)
    func everyFieldEndsInAColumnThatIsThere(_ entity: Entity) {
        for field in CustomerModel.fields(of: entity) {
            switch field.place {
            case .column(let name):
                #expect(
                    CustomerModel.columnIndex(name, of: entity) != nil, "\(entity.table).\(field.name) ends in \(name)")
            case .address(let kind, let name):
                #expect(CustomerModel.columnIndex(name, of: .addresses) != nil, "\(entity.table).\(field.name)")
                #expect(["billing", "shipping"].contains(kind))
                #expect(entity.isParty)
            case .contactPoint(let kind):
                #expect(["email", "phone", "mobile", "fax", "web"].contains(kind), "\(entity.table).\(field.name)")
                #expect(entity.isParty)
            case .input: break
            }
        }
    }

    @Test(arguments: Entity.allCases)
    func aFieldAndItsColumnHaveTheSameType(_ entity: Entity) {
        let columns = CustomerModel.columns(of: entity)
        for field in CustomerModel.fields(of: entity) {
            guard case .column(let name) = field.place, let index = CustomerModel.columnIndex(name, of: entity) else {
                continue
            }
            #expect(columns[index].type == field.type, "\(entity.table).\(field.name)")
        }
    }

    @Test(arguments: Entity.allCases)
    func namesAreUniqueAndFoundByTheirIndex(_ entity: Entity) {
        let fields = CustomerModel.fields(of: entity)
        #expect(Set(fields.map(\.name)).count == fields.count)
        for (index, field) in fields.enumerated() {
            #expect(CustomerModel.fieldIndex(field.name, of: entity) == index)
        }
        let columns = CustomerModel.columns(of: entity)
        #expect(Set(columns.map(\.name)).count == columns.count)
        for (index, column) in columns.enumerated() {
            #expect(CustomerModel.columnIndex(column.name, of: entity) == index)
        }
        #expect(CustomerModel.fieldIndex("no_such_field", of: entity) == nil)
        #expect(CustomerModel.columnIndex("no_such_column", of: entity) == nil)
    }

    @Test(arguments: Entity.allCases)
    func fieldsAndTheCustomOnesFitIntoTheBitsOfOneWord(_ entity: Entity) {
        #expect(CustomerModel.fields(of: entity).count <= 63)
    }

    @Test(arguments: Entity.allCases)
    func aNaturalKeyNamesColumnsThatAreThere(_ entity: Entity) {
        for name in CustomerModel.naturalKey(of: entity) {
            #expect(CustomerModel.columnIndex(name, of: entity) != nil, "\(entity.table).\(name)")
        }
    }

    @Test(arguments: Entity.allCases)
    func bookKeepingColumnsAreNotInTheTable(_ entity: Entity) {
        let own = ["id", "created_at", "created_by", "updated_at", "updated_by", "row_version"]
        #expect(Set(CustomerModel.columns(of: entity).map(\.name)).isDisjoint(with: own))
    }

    @Test func aTablesNameLeadsBackToItsEntity() {
        for entity in Entity.allCases { #expect(Entity(table: entity.table) == entity) }
        #expect(Entity(table: "products_of_others") == nil)
        #expect(Set(Entity.allCases.map(\.table)).count == Entity.allCases.count)
    }

    @Test func parentsAreLoadedBeforeTheirChildren() {
        for entity in Entity.allCases {
            for column in CustomerModel.columns(of: entity) {
                guard case .reference(let parent) = column.type else { continue }
                #expect(parent <= entity, "\(entity.table).\(column.name) refers to \(parent.table)")
            }
        }
    }

    @Test func listFieldsAreThoseOfReachTagsTheTaxNumberAndFurtherEmployers() {
        for entity in [Entity.accounts, .contacts] {
            let lists = CustomerModel.fields(of: entity).filter(\.isList).map(\.name)
            let rest = ["tags", "email", "phone", "mobile", "fax", "website"]
            #expect(lists == (entity == .accounts ? ["vat_id"] + rest : rest + ["other_accounts"]))
        }
    }

    @Test func everyPartySaysWhoItIsByMoreThanItsName() {
        for entity in [Entity.accounts, .contacts] {
            let identity = Set(CustomerModel.fields(of: entity).filter(\.isIdentity).map(\.name))
            #expect(identity.isSuperset(of: ["email", "phone", "mobile", "street", "postcode"]))
            #expect(!identity.contains("shipping_street"))
        }
    }
}
