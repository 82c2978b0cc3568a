import Digest
import Records
import Testing

@Suite("Hashes")
struct HashTests {
    @Test("SHA-256 gives the published digests")
    func publishedDigests() {
        #expect(
            Hex.encode(SHA256.hash(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Hex.encode(SHA256.hash([UInt8]()))
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        var hash = SHA256()
        for _ in 0..<1_000 { hash.update([UInt8](repeating: 0x61, count: 1_000)) }
        #expect(Hex.encode(hash.finalize()) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("A copy of a running hash goes its own way")
    func copiesAreForks() {
        var first = SHA256()
        first.update(Array("ab".utf8))
        var second = first
        second.update(Array("c".utf8))
        #expect(second.finalize() == SHA256.hash(Array("abc".utf8)))
        #expect(first.finalize() == SHA256.hash(Array("ab".utf8)))
    }

    @Test("Fields that join to the same bytes hash differently")
    func fieldsAreLengthPrefixed() {
        var first = SHA256()
        first.update(field: "ab")
        first.update(field: "c")
        var second = SHA256()
        second.update(field: "a")
        second.update(field: "bc")
        #expect(first.finalize() != second.finalize())
    }

    @Test("HMAC gives the codes of RFC 4231")
    func hmacVectors() {
        let code = HMAC.sha256(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        #expect(Hex.encode(code) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let long = HMAC.sha256(
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            key: [UInt8](repeating: 0xAA, count: 131))
        #expect(Hex.encode(long) == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test("The table hash tells lengths, seeds and single bits apart")
    func tableHash() {
        var seen: Set<UInt64> = []
        for count in 0..<64 { seen.insert(Hash64.hash([UInt8](repeating: 0, count: count))) }
        for bit in 0..<128 {
            var bytes = [UInt8](repeating: 0, count: 16)
            bytes[bit / 8] = 1 << UInt8(bit % 8)
            seen.insert(Hash64.hash(bytes))
        }
        seen.insert(Hash64.hash([UInt8](repeating: 0, count: 16), seed: 1))
        #expect(seen.count == 64 + 128 + 1)
    }
}

@Suite("Sealing and signing")
struct SealingTests {
    @Test("What was sealed opens, and no changed byte of it does")
    func sealedBytesAreWhole() throws {
        let key = try Random.bytes(32)
        for count in [0, 1, 15, 16, 17, 300] {
            let clear = try Random.bytes(count)
            let sealed = try Sealing.seal(clear, key: key, authenticating: [1, 2, 3])
            #expect(sealed.count == count + Sealer.overhead)
            #expect(try Sealing.open(sealed, key: key, authenticating: [1, 2, 3]) == clear)
            #expect(throws: DigestFault.self) { try Sealing.open(sealed, key: key, authenticating: [1, 2]) }
            for index in sealed.indices {
                var changed = sealed
                changed[index] ^= 1
                #expect(throws: DigestFault.self) { try Sealing.open(changed, key: key, authenticating: [1, 2, 3]) }
            }
        }
    }

    @Test("AES-256-GCM opens the sealed form of a published vector")
    func publishedVector() throws {
        // Test case 14 of the GCM submission to NIST: zero key, zero nonce, one zero block.
        let sealed =
            [UInt8](repeating: 0, count: 12) + (Hex.decode("cea7403d4d606b6e074ec5d3baf39d18".utf8) ?? [])
            + (Hex.decode("d0d1c8a799996bf0265b98b5d48ab919".utf8) ?? [])
        let clear = try Sealing.open(sealed, key: [UInt8](repeating: 0, count: 32))
        #expect(clear == [UInt8](repeating: 0, count: 16))
    }

    @Test("The same bytes sealed twice look different")
    func noncesDiffer() throws {
        let key = try Random.bytes(32)
        let sealer = try Sealer()
        let sealed = try (0..<600).map { _ in try sealer.seal([7], key: key, authenticating: []) }
        #expect(Set(sealed).count == 600)
    }

    @Test("Ed25519 gives RFC 8032's signature and refuses every changed one")
    func signatures() throws {
        let seed = try #require(Hex.decode("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb".utf8))
        let key = try SigningKey(seed: seed)
        #expect(
            Hex.encode(key.verifying.bytes) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        let signature = try key.sign([0x72])
        #expect(
            Hex.encode(signature)
                == "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
        #expect(key.verifying.isValid(signature, for: [0x72]))
        #expect(!key.verifying.isValid(signature, for: [0x73]))
        for index in signature.indices {
            var changed = signature
            changed[index] ^= 0x10
            #expect(!key.verifying.isValid(changed, for: [0x72]))
        }
        #expect(throws: DigestFault.self) { try SigningKey(seed: [1]) }
    }
}

@Suite("Encodings and ids")
struct EncodingTests {
    @Test("Hex and Base64 come back, and only their own text is read")
    func roundTrips() throws {
        for count in 0..<70 {
            let bytes = try Random.bytes(count)
            #expect(Hex.decode(Hex.encode(bytes).utf8) == bytes)
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
        #expect(String(decoding: Base64.encode(Array("foobar".utf8)), as: UTF8.self) == "Zm9vYmFy")
        #expect(String(decoding: Base64.encode(Array("fooba".utf8)), as: UTF8.self) == "Zm9vYmE=")
        for wrong in ["Zg=", "Zh==", "Z===", "Zm9v!mFy", "=mFy", "Zm=v"] { #expect(Base64.decode(wrong.utf8) == nil) }
        for wrong in ["0", "0G", "AB", "0x"] { #expect(Hex.decode(wrong.utf8) == nil) }
    }

    @Test("A master id is a version 8 UUID that depends on every part")
    func masterIDs() {
        func id(_ project: String, _ entity: Entity, _ source: String, _ stream: String, _ key: String, _ counter: Int)
            -> RecordID
        {
            MasterID.make(
                project: project, entity: entity, source: source, stream: stream, key: Array(key.utf8),
                counter: counter)
        }
        let first = id("p", .contacts, "shop", "customers", "17", 0)
        #expect(first == id("p", .contacts, "shop", "customers", "17", 0))
        let others = [
            id("q", .contacts, "shop", "customers", "17", 0), id("p", .accounts, "shop", "customers", "17", 0),
            id("p", .contacts, "shops", "customers", "17", 0), id("p", .contacts, "shop", "customer", "s17", 0),
            id("p", .contacts, "shop", "customers", "18", 0), id("p", .contacts, "shop", "customers", "17", 1),
        ]
        #expect(Set(others + [first]).count == 7)
        let text = Array(first.description)
        #expect(text[14] == "8")
        #expect("89ab".contains(text[19]))
    }
}
