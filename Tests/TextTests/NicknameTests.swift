import Testing
import Text

@Suite struct NicknameTests {
    private func mayBeOne(_ first: String, _ second: String) -> Bool {
        Nicknames.shareGroup(Nicknames.groups(of: first), Nicknames.groups(of: second))
    }

    @Test func shortFormsBelongToTheirNames() {
        for (name, short) in [
            ("Robert", "Bob"), ("Elizabeth", "Liz"), ("Katharina", "Kathi"), ("José", "Pepe"), ("Hans-Jürgen", "Hans"),
            ("Frédéric", "fred"), ("KATE", "Katie"), ("Francisco Javier", "Javi"), ("Margarete", "Grete"),
        ] {
            #expect(mayBeOne(name, short), "\(name) \(short)")
            #expect(mayBeOne(short, name), "\(short) \(name)")
        }
    }

    @Test func shortFormsOfSeveralNamesBelongToEach() {
        #expect(mayBeOne("Pat", "Patrick"))
        #expect(mayBeOne("Pat", "Patricia"))
        #expect(!mayBeOne("Patrick", "Patricia"))
    }

    @Test func otherNamesAreOthers() {
        for (one, other) in [
            ("Robert", "Richard"), ("Maria", "Mario"), ("Ruth", "Thorsten"), ("", "Robert"), ("Qzx", "Qzx"),
        ] {
            #expect(!mayBeOne(one, other), "\(one) \(other)")
        }
    }

    @Test func groupsAreInAscendingOrderOnce() {
        for name in ["Alex", "Jo", "Chris", "Fran", "Lena", "Anne"] {
            let groups = Nicknames.groups(of: name)
            #expect(groups.count > 1)
            #expect(zip(groups, groups.dropFirst()).allSatisfy { $0 < $1 })
        }
    }
}
