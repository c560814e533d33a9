import Scheduling
import Store
import Testing
import TimeZones

struct `Blocks` {
    private func block(
        _ id: String, _ owner: String, _ interval: Interval, kind: Block.Kind = .blocked,
        account: String = "north"
    ) -> Block {
        Block(
            id: id, accountID: account, ownerID: owner, kind: kind, interval: interval, label: "Zoë’s day",
            createdBy: "Ann", createdAt: now)
    }

    @Test func `come back as they were stored`() async throws {
        try await withStore { store in
            var holiday = block("holiday", "ann", stretch(0, 2880), kind: .timeOff)
            holiday.firstDate = CivilDate("2026-12-24")
            holiday.lastDate = CivilDate("2026-12-25")
            try await store.write { [holiday] in try $0.insert(holiday) }
            #expect(try await store.read { try $0.block(id: "holiday", of: "north") } == holiday)
            #expect(try await store.read { try $0.block(id: "holiday", of: "south") } == nil)
        }
    }

    @Test func `are listed until they end, nearest first, each account's and each owner's alone`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                try transaction.insert(block("later", "ann", stretch(600, 60)))
                try transaction.insert(block("under way", "ann", stretch(-60, 61)))
                try transaction.insert(block("over", "ann", stretch(-60, 60)))
                try transaction.insert(block("calendar's", "cal_intro", stretch(60, 60)))
                try transaction.insert(block("eve's", "eve", stretch(60, 60), account: "south"))
            }
            let lists = try await store.read { snapshot in
                [
                    try snapshot.blocks(ofOwner: "ann", endingAfter: now).map(\.id),
                    try snapshot.blocks(ofAccount: "north", endingAfter: now).map(\.id),
                    try snapshot.blocks(ofAccount: "south", endingAfter: now).map(\.id),
                    try snapshot.blocks(ofOwner: "bob", endingAfter: now).map(\.id),
                ]
            }
            #expect(lists == [["under way", "later"], ["under way", "calendar's", "later"], ["eve's"], []])
        }
    }

    @Test(arguments: [
        (Block.Kind.blocked, BusyTime.Kind.blocked), (.timeOff, .timeOff), (.external, .external),
    ])
    func `take their owner's time, however long they are`(kind: Block.Kind, busyKind: BusyTime.Kind) async throws {
        try await withStore { store in
            let year = stretch(-200_000, 400_000)
            try await store.write { try $0.insert(block("year", "ann", year, kind: kind)) }
            let busy = try await store.read {
                try $0.busyTimes(of: ["ann", "bob"], within: stretch(0, 30), at: now)
            }
            #expect(busy["ann"]?.map(\.interval) == [year])
            #expect(busy["ann"]?.map(\.kind) == [busyKind])
            #expect(busy["ann"]?.map { $0.bufferBefore + $0.bufferAfter } == [0])
            #expect(busy["bob"]?.isEmpty == true)
        }
    }

    @Test func `go when they are deleted, by their own account only`() async throws {
        try await withStore { store in
            try await store.write { try $0.insert(block("mine", "ann", stretch(0, 60))) }
            #expect(try await store.write { try $0.deleteBlock(id: "mine", of: "south") } == false)
            #expect(try await store.read { try $0.block(id: "mine", of: "north") } != nil)
            #expect(try await store.write { try $0.deleteBlock(id: "mine", of: "north") })
            #expect(try await store.write { try $0.deleteBlock(id: "mine", of: "north") } == false)
        }
    }

    @Test func `find the appointments that lie in them already`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                try transaction.book("touches before", "ann", stretch(-30, 30))
                try transaction.book("reaches in", "ann", stretch(0, 61))
                try transaction.book("within", "ann", stretch(90, 30), status: .new)
                try transaction.book("touches after", "ann", stretch(180, 30))
                try transaction.book("cancelled", "bob", stretch(90, 30), status: .cancelled)
                try transaction.book("bob's", "bob", stretch(120, 30))
                try transaction.book("eve's", "eve", stretch(90, 30))
            }
            let interval = stretch(60, 120)
            let found = try await store.read { snapshot in
                [
                    try snapshot.appointments(ofUser: "ann", within: interval, in: "north").map(\.id),
                    try snapshot.appointments(ofCalendar: "cal_intro", within: interval, in: "north").map(\.id),
                    try snapshot.appointments(ofUser: "eve", within: interval, in: "north").map(\.id),
                    try snapshot.appointments(ofCalendar: "cal_help", within: interval, in: "north").map(\.id),
                ]
            }
            #expect(found == [["reaches in", "within"], ["reaches in", "within", "bob's"], [], []])
        }
    }
}
