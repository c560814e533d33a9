import Calendaring
import Testing

struct `A recurrence rule` {
    @Test func `says what it was given`() throws {
        let rule = try RecurrenceRule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO;COUNT=10")
        #expect(rule.frequency == .weekly)
        #expect(rule.interval == 2)
        #expect(rule.count == 10)
        #expect(rule.until == nil)
        #expect(rule.text == "FREQ=WEEKLY;COUNT=10;INTERVAL=2;BYDAY=MO,TH")
    }

    @Test func `is the same in another order, in lower case and after RRULE`() throws {
        let rule = try RecurrenceRule("FREQ=MONTHLY;BYDAY=1MO,-1FR;BYMONTH=3,1;COUNT=4;WKST=SU")
        for text in [
            "rrule:wkst=su;byday=-1fr,+1mo,1mo;count=4;bymonth=1,3,1;freq=monthly;interval=1",
            "RRULE:COUNT=4;BYMONTH=01,3;FREQ=MONTHLY;BYDAY=1MO,-1FR;WKST=SU", rule.text,
        ] {
            #expect(try RecurrenceRule(text) == rule, "\(text)")
        }
        #expect(rule.text == "FREQ=MONTHLY;COUNT=4;BYDAY=1MO,-1FR;BYMONTH=1,3;WKST=SU")
    }

    @Test func `ends on a day, at a reading or at a reading in UTC`() throws {
        let stamp = LocalStamp(year: 2027, month: 3, day: 1, hour: 9, minute: 30, second: 5)
        let ends: [(String, RecurrenceRule.Until)] = [
            ("20270301", .date(year: 2027, month: 3, day: 1)), ("20270301T093005", .local(stamp)),
            ("20270301T093005Z", .utc(stamp)),
        ]
        for (text, until) in ends {
            let rule = try RecurrenceRule("FREQ=DAILY;UNTIL=\(text)")
            #expect(rule.until == until)
            #expect(rule.text == "FREQ=DAILY;UNTIL=\(text)")
        }
    }

    @Test func `takes every day of the month and every fifth weekday that there can be`() throws {
        let numbers = (1...31).map(String.init).joined(separator: ",")
        #expect(try RecurrenceRule("FREQ=MONTHLY;COUNT=2;BYMONTHDAY=\(numbers)").text.hasSuffix("30,31"))
        let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        let all = names.flatMap { name in (-5...5).map { $0 == 0 ? name : "\($0)\(name)" } }
        let rule = try RecurrenceRule("FREQ=MONTHLY;COUNT=2;BYDAY=\(all.joined(separator: ","))")
        #expect(rule.text.split(separator: ",").count == 77)
        #expect(try RecurrenceRule(rule.text) == rule)
    }

    @Test func `can be put together from a form`() throws {
        let rule = try RecurrenceRule(frequency: .weekly, interval: 2, weekdays: [4, 1], count: 10)
        #expect(try rule == RecurrenceRule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=10"))
        #expect(try RecurrenceRule(frequency: .daily, count: 3).text == "FREQ=DAILY;COUNT=3")
        for (interval, weekday, count) in [
            (0, 1, 1), (1001, 1, 1), (1, 0, 1), (1, 8, 1), (1, 1, 0), (1, 1, 1001),
        ] {
            #expect(throws: CalendaringError.self, "\(interval) \(weekday) \(count)") {
                _ = try RecurrenceRule(
                    frequency: .weekly, interval: interval, weekdays: [weekday], count: count)
            }
        }
    }
}

struct `A recurrence rule is refused` {
    @Test(arguments: [
        "", "RRULE:", "FREQ=", ";;;;", "FREQ", "garbage", "FREQ=DAILY;COUNT=3;", "FREQ=DAILY;;COUNT=3", "COUNT=3",
        "FREQ=FORTNIGHTLY;COUNT=3", "FREQ=DAILY;COUNT=3;COUNT=3", "FREQ=DAILY;COUNT=3;X-COLOR=RED",
        "FREQ=DAILY;COUNT=3x", "FREQ=DAILY;COUNT=", "FREQ=DAILY;COUNT=3.5", "FREQ=DAILY;COUNT=+3",
        "FREQ=DAILY;COUNT=-1", "FREQ=DAILY; COUNT = 3", "FREQ=DAILY;COUNT=0x3",
        "FREQ=DAILY;COUNT=3;UNTIL=20270301", "FREQ=DAILY;UNTIL=20269999", "FREQ=DAILY;UNTIL=20260229",
        "FREQ=DAILY;UNTIL=2026", "FREQ=DAILY;UNTIL=20270301Z", "FREQ=DAILY;UNTIL=20270301T2400",
        "FREQ=DAILY;UNTIL=20270301T240000", "FREQ=DAILY;UNTIL=2027-03-01", "FREQ=DAILY;UNTIL=00000101",
        "FREQ=DAILY;UNTIL=20270301T09000Z", "FREQ=DAILY;UNTIL=tomorrow", "FREQ=DAILY;UNTIL=T",
        "FREQ=WEEKLY;BYDAY=MO,;COUNT=3", "FREQ=WEEKLY;BYDAY=XX;COUNT=3", "FREQ=WEEKLY;BYDAY=2MO;COUNT=3",
        "FREQ=DAILY;BYDAY=-1FR;COUNT=3", "FREQ=WEEKLY;BYMONTHDAY=13;COUNT=3", "FREQ=DAILY;BYSETPOS=1;COUNT=3",
        "FREQ=MONTHLY;BYDAY=xMO;COUNT=3", "FREQ=MONTHLY;BYDAY=--1MO;COUNT=3", "FREQ=MONTHLY;BYMONTH=5L;COUNT=3",
        "FREQ=MONTHLY;BYMONTH=-1;COUNT=3", "FREQ=DAILY;COUNT=3;WKST=1", "FREQ=DAILY;COUNT=3\r\nATTENDEE:x",
        "FREQ=DAILY;COUNT=3\u{0}", "\u{0}FREQ=DAILY;COUNT=3", "FREQ=DA\u{0}ILY;COUNT=3", "FREQ=DAILY;COUNT=３",
        "FREQ=📅;COUNT=3", "👩‍👩‍👧", "FREQ=DAİLY;COUNT=3", "FREQ=DAILY;ıNTERVAL=2;COUNT=3",
        "RRULE:RRULE:FREQ=DAILY;COUNT=1",
    ])
    func `when it cannot be read`(text: String) throws {
        let error = try #require(refusal(of: text), "\(text.debugDescription) was accepted")
        #expect(error.code == "bad_rule", "\(error)")
        #expect(error.description.hasSuffix("."))
        #expect(!error.description.unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test(arguments: [
        "FREQ=SECONDLY;COUNT=3", "FREQ=MINUTELY;COUNT=3", "freq=hourly;count=3", "FREQ=YEARLY;COUNT=3",
        "FREQ=YEARLY", "FREQ=DAILY;BYHOUR=9;COUNT=3", "FREQ=DAILY;BYMINUTE=0;COUNT=3",
        "FREQ=DAILY;BYSECOND=0;COUNT=3",
        "FREQ=DAILY;BYEASTER=0;COUNT=3", "RSCALE=CHINESE;FREQ=MONTHLY;COUNT=3", "FREQ=MONTHLY;SKIP=OMIT;COUNT=3",
        "FREQ=MONTHLY;BYYEARDAY=100;COUNT=3", "FREQ=WEEKLY;BYWEEKNO=20;COUNT=3",
    ])
    func `when one cannot book by it`(text: String) {
        #expect(refusal(of: text)?.code == "unsupported", "\(text)")
    }

    @Test(arguments: [
        "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=1001", "FREQ=DAILY;COUNT=99999999999",
        "FREQ=DAILY;COUNT=4294967299", "FREQ=DAILY;COUNT=99999999999999999999999999",
        "FREQ=DAILY;INTERVAL=0;COUNT=3",
        "FREQ=DAILY;INTERVAL=1001;COUNT=3", "FREQ=DAILY;INTERVAL=65537;COUNT=3", "FREQ=DAILY;BYMONTHDAY=0;COUNT=3",
        "FREQ=DAILY;BYMONTHDAY=-32;COUNT=3", "FREQ=DAILY;BYMONTHDAY=32;COUNT=3", "FREQ=DAILY;BYMONTH=0;COUNT=3",
        "FREQ=DAILY;BYMONTH=13;COUNT=3", "FREQ=MONTHLY;BYDAY=6MO;COUNT=3", "FREQ=MONTHLY;BYDAY=0MO;COUNT=3",
        "FREQ=MONTHLY;BYDAY=255SU;COUNT=3", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0;COUNT=3",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=32;COUNT=3",
        "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-1," + (1...31).map(String.init).joined(separator: ","),
    ])
    func `when a number in it is out of range`(text: String) {
        #expect(refusal(of: text)?.code == "out_of_range", "\(text)")
    }

    @Test(arguments: ["FREQ=DAILY", "RRULE:FREQ=WEEKLY;BYDAY=MO"])
    func `when it has no end`(text: String) {
        #expect(refusal(of: text)?.code == "no_end")
    }

    @Test func `when it is too long, and read when it is just not`() {
        let rule = "FREQ=DAILY;COUNT=3;BYMONTH=" + String(repeating: "1,", count: 236) + "1"
        #expect(rule.count == 500)
        #expect(refusal(of: rule) == nil)
        for text in [
            rule + "2", String(repeating: "A", count: 10_000), String(repeating: "\u{0}", count: 10_000),
            String(repeating: ";", count: 10_000), String(repeating: "📅", count: 10_000),
        ] {
            #expect(refusal(of: text)?.code == "too_long")
        }
    }

    @Test func `in a sentence that quotes what is wrong, and not at length`() {
        #expect(
            refusal(of: "FREQ=DAILY;COUNT=many")?.description
                == "The repeat rule's COUNT cannot be “MANY”: it is not such a number.")
        #expect(
            refusal(of: "FREQ=DAILY;INTERVAL=1001;COUNT=1")?.description
                == "The repeat rule's INTERVAL must be from 1 to 1000, not “1001”.")
        #expect(
            refusal(of: "FREQ=DAILY;COUNT=3\u{7}")?.description
                == "The repeat rule has a character that none has: U+0007.")
        let long = refusal(of: String(repeating: "A", count: 400))
        #expect(long?.description.contains("“\(String(repeating: "A", count: 40))…”") == true)
    }

    @Test func `or accepted, whatever it is made of, and then means the same when read again`() throws {
        var random = SeededGenerator(seed: 5545)
        let names = [
            "FREQ", "COUNT", "INTERVAL", "UNTIL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH", "WKST", "X", "",
        ]
        let values = [
            "DAILY", "WEEKLY", "MONTHLY", "3", "-1", "1,2,2", "MO", "2TU", "TU,MO", "20270301", "20270301T090000Z",
            "", "🗓", "\u{0}", "%n%s", "=", "99999999999",
        ]
        var accepted = 0
        for round in 0..<20_000 {
            var parts = round.isMultiple(of: 2) ? ["FREQ=MONTHLY", "COUNT=3"] : []
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                parts.append("\(random.pick(names))=\(random.pick(values))")
            }
            let text = parts.joined(separator: ";")
            guard refusal(of: text) == nil else { continue }
            accepted += 1
            let rule = try RecurrenceRule(text)
            #expect(try RecurrenceRule(rule.text) == rule, "\(text) became \(rule.text)")
            let found = try rule.occurrences(from: nine(2026, 1, 5), limit: 5)
            #expect(found.count <= rule.count ?? 5)
            #expect(zip(found, found.dropFirst()).allSatisfy { $0 < $1 })
        }
        #expect(accepted > 500, "\(accepted)")
    }
}
