import Foundation
import Seeds
import Synchronization
import Testing

@testable import Pipeline

@Suite struct BoundedQueueTests {
    @Test func whatWasPushedComesOutInOrder() {
        let queue = BoundedQueue<Int>(capacity: 2)
        let taken = Mutex<[Int]>([])
        let reader = WorkThread("reader") {
            while let element = queue.pop() { taken.withLock { $0.append(element) } }
        }
        for number in 0..<1_000 { #expect(queue.push(number)) }
        queue.close()
        reader.join()
        #expect(taken.withLock { $0 } == Array(0..<1_000))
    }

    @Test func aClosedQueueCanStillBeEmptied() {
        let queue = BoundedQueue<Int>(capacity: 3)
        for number in 0..<3 { #expect(queue.push(number)) }
        queue.close()
        #expect(queue.pop() == 0)
        #expect(queue.pop() == 1)
        #expect(queue.pop() == 2)
        #expect(queue.pop() == nil)
        #expect(queue.pop() == nil)
    }

    @Test func aClosedQueueTakesNothing() {
        let queue = BoundedQueue<Int>(capacity: 3)
        queue.close()
        #expect(!queue.push(1))
        #expect(queue.pop() == nil)
    }

    @Test func closingLetsAFullQueuesWriterGo() {
        let queue = BoundedQueue<Int>(capacity: 1)
        let answers = Mutex<[Bool]>([])
        let writer = WorkThread("writer") {
            for number in 0..<5 {
                let answer = queue.push(number)
                answers.withLock { $0.append(answer) }
            }
        }
        queue.close()
        writer.join()
        let found = answers.withLock { $0 }
        #expect(found.count == 5)
        #expect(found.last == false)
    }

    @Test func aCapacityOfNothingIsOne() {
        let queue = BoundedQueue<Int>(capacity: 0)
        #expect(queue.push(7))
        #expect(queue.pop() == 7)
    }
}

@Suite struct OrderedResultsTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func resultsOfManyThreadsComeOutInOrder(seed: UInt64) {
        let queue = BoundedQueue<Int>(capacity: 4)
        let results = OrderedResults<Int>(capacity: 5)
        let workers = (0..<4).map { number in
            WorkThread("worker \(number)") {
                var random = Seeded(seed &+ UInt64(number))
                while let index = queue.pop() {
                    for _ in 0..<Int.random(in: 0...200, using: &random) { _ = random.next() }
                    guard results.put(index * 10, at: index) else { return }
                }
            }
        }
        let writer = WorkThread("writer") {
            for index in 0..<300 { _ = queue.push(index) }
            queue.close()
            results.finish(total: 300)
        }
        var taken: [Int] = []
        while let result = results.take() { taken.append(result) }
        writer.join()
        for worker in workers { worker.join() }
        #expect(taken == (0..<300).map { $0 * 10 }, "seed \(seed)")
    }

    @Test func withoutResultsTheFirstTakeIsTheEnd() {
        let results = OrderedResults<Int>(capacity: 1)
        results.finish(total: 0)
        #expect(results.take() == nil)
    }

    @Test func stoppingLetsEverybodyGo() {
        let results = OrderedResults<Int>(capacity: 1)
        let answer = Mutex<Bool?>(nil)
        let ahead = WorkThread("ahead") {
            let put = results.put(9, at: 9)
            answer.withLock { $0 = put }
        }
        let taker = WorkThread("taker") { _ = results.take() }
        results.stop()
        ahead.join()
        taker.join()
        #expect(answer.withLock { $0 } == false)
        #expect(!results.put(0, at: 0))
    }
}

@Suite struct ProjectLockTests {
    @Test func onlyOneHoldsAProject() throws {
        let folder = try Folder()
        var lock: ProjectLock? = try ProjectLock(folder.path + "/lock")
        let fault = #expect(throws: PipelineFault.self) { try ProjectLock(folder.path + "/lock") }
        guard case .busy(let words)? = fault else {
            Issue.record("\(String(describing: fault)) is no busy project")
            return
        }
        #expect(words.contains("another run holds the project"))
        #expect(fault?.exitCode == 5)
        withExtendedLifetime(lock) {}
        lock = nil
        #expect(throws: Never.self) { try ProjectLock(folder.path + "/lock") }
    }

    @Test func aLinkIsNotFollowed() throws {
        let folder = try Folder()
        try folder.write("elsewhere", "")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/lock", withDestinationPath: folder.path + "/elsewhere")
        let fault = #expect(throws: PipelineFault.self) { try ProjectLock(folder.path + "/lock") }
        #expect(fault?.exitCode == 7)
    }

    @Test func faultsHaveTheExitCodesOfTheirKinds() {
        let codes = [
            PipelineFault.configuration("c"), .busy("b"), .integrity("i"), .machine("m"), .held("h"),
        ].map(\.exitCode)
        #expect(codes == [2, 5, 6, 7, 9])
        #expect("\(PipelineFault.held("not loaded"))" == "not loaded")
    }
}
