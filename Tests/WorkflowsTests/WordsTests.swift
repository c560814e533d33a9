import Scheduling
import Testing
import TimeZones
import Workflows

struct `Dates and times` {
    @Test(arguments: [
        (Language.english, "Tuesday, 8 December 2026, 10:00, Berlin time (UTC+1)"),
        (.german, "Dienstag, 8. Dezember 2026, 10:00, Zeit in Berlin (UTC+1)"),
        (.french, "mardi 8 décembre 2026, 10:00, heure de Berlin (UTC+1)"),
        (.spanish, "martes, 8 de diciembre de 2026, 10:00, hora de Berlin (UTC+1)"),
        (.italian, "martedì 8 dicembre 2026, 10:00, ora di Berlin (UTC+1)"),
        (.dutch, "dinsdag 8 december 2026, 10:00, tijd in Berlin (UTC+1)"),
        (.portuguese, "terça-feira, 8 de dezembro de 2026, 10:00, hora de Berlin (UTC+1)"),
    ])
    func `are in the words of every language`(language: Language, words: String) throws {
        let zone = try systemZones.zone("Europe/Berlin")
        #expect(LocalWords(language, zone: zone).moment(try moment("2026-12-08T09:00:00Z")) == words)
    }

    @Test func `have their zone with them, as it is then`() throws {
        let york = LocalWords(.english, zone: try systemZones.zone("America/New_York"))
        #expect(york.time(try moment("2026-07-01T12:00:00Z")) == "08:00 (UTC−4)")
        #expect(york.time(try moment("2026-12-01T12:00:00Z")) == "07:00 (UTC−5)")
        let kathmandu = LocalWords(.french, zone: try systemZones.zone("Asia/Kathmandu"))
        #expect(kathmandu.zoneName(at: try moment("2026-12-01T12:00:00Z")) == "heure de Kathmandu (UTC+5:45)")
        #expect(kathmandu.day(try moment("2026-12-01T12:00:00Z")) == "mardi 1er décembre 2026")
        #expect(
            LocalWords(.english, zone: systemZones.utc).zoneName(at: try moment("2026-12-01T12:00:00Z")) == "UTC")
    }

    @Test func `say both days of what reaches over midnight`() throws {
        let words = LocalWords(.english, zone: systemZones.utc)
        let evening = Interval(start: try moment("2026-12-08T23:30:00Z"), minutes: 60)
        #expect(words.whole(evening) == "Tuesday, 8 December 2026, 23:30 – Wednesday, 9 December 2026, 00:30, UTC")
        let noon = Interval(start: try moment("2026-12-08T12:00:00Z"), minutes: 30)
        #expect(words.whole(noon) == "Tuesday, 8 December 2026, 12:00–12:30, UTC")
    }

    @Test func `are in a language by its tag`() {
        #expect(Language(tag: "de-AT") == .german)
        #expect(Language(tag: "PT_br") == .portuguese)
        #expect(Language(tag: "ja") == .english)
        #expect(Language(tag: "") == .english)
    }

    @Test func `answer for every value that is one`() throws {
        let words = LocalWords(.english, zone: try systemZones.zone("Europe/Berlin"))
        let now = try moment("2026-12-08T13:05:07Z")
        let appointment = Interval(start: try moment("2026-12-08T09:00:00Z"), minutes: 30)
        let timely: Set<String> = [
            "start_time", "only_start_date", "only_start_time", "end_time", "only_end_date", "only_end_time",
            "day_of_week", "month", "timezone",
        ]
        for entry in ValueCatalogue.entries {
            let isTimely =
                entry.name.group == .rightNow
                || entry.name.group == .appointment && timely.contains(entry.name.key)
            // The samples of the catalogue are of this very moment.
            #expect(
                words.value(entry.name, of: appointment, at: now) == (isTimely ? entry.sample : nil),
                "\(entry.name)")
        }
    }
}

struct `An SMS` {
    @Test func `counts letters of the telephone's alphabet`() {
        #expect(SMSText("").segments == 0)
        let plain = SMSText(String(repeating: "a", count: 160))
        #expect((plain.encoding, plain.length, plain.segments) == (.gsm7, 160, 1))
        #expect(SMSText(String(repeating: "ä", count: 161)).segments == 2)
        #expect(SMSText(String(repeating: "a", count: 306)).segments == 2)
        #expect(SMSText(String(repeating: "a", count: 307)).segments == 3)
    }

    @Test func `counts two for letters that need an escape`() {
        let euro = SMSText("5 € [x]")
        #expect((euro.encoding, euro.length) == (.gsm7, 10))
        #expect(SMSText(String(repeating: "€", count: 80)).segments == 1)
        #expect(SMSText(String(repeating: "€", count: 81)).segments == 2)
        // An escape and its letter stay together, so that a part may be one short.
        let split = String(repeating: "a", count: 152) + "€" + String(repeating: "a", count: 152)
        #expect((SMSText(split).length, SMSText(split).segments) == (306, 3))
    }

    @Test func `takes two bytes a letter for the sake of one`() {
        let text = SMSText("Ça va? ç, 你好, ç")
        #expect(text.encoding == .ucs2)
        #expect(text.strangers == ["ç", "你", "好"])
        #expect(SMSText(String(repeating: "你", count: 70)).segments == 1)
        #expect(SMSText(String(repeating: "你", count: 71)).segments == 2)
        #expect(SMSText(String(repeating: "你", count: 134)).segments == 2)
        #expect(SMSText(String(repeating: "你", count: 135)).segments == 3)
        #expect((SMSText("😀").length, SMSText(String(repeating: "😀", count: 35)).segments) == (2, 1))
        #expect(SMSText(String(repeating: "😀", count: 67)).segments == 3)
    }
}
