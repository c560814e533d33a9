import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `The answers of a booking` {
    private let nine = "2026-12-08T09:00:00Z"

    private func practice(_ house: TestHouse, _ questions: [QuestionForm]) async throws -> Practice {
        try await house.practice(hosts: 1) { $0.questions = questions }
    }

    /// Kind, what is typed, what is stored or the code it is refused with.
    private static let typed: [(kind: String, text: String, stored: String?, code: String?)] = [
        ("text", " Tea ", "Tea", nil), ("text", "", nil, "missing"), ("text", "a\u{0}b", nil, "bad_character"),
        ("text", "two\nlines", nil, "bad_character"),
        ("text", String(repeating: "x", count: 501), nil, "too_long"),
        ("paragraph", "two\nlines", "two\nlines", nil),
        ("paragraph", String(repeating: "x", count: 5001), nil, "too_long"),
        ("email", "ben@example.com", "ben@example.com", nil), ("email", "ben@", nil, "bad_email"),
        ("phone", "+49 (431) 123-45", "+49 (431) 123-45", nil), ("phone", "call me", nil, "bad_phone"),
        ("phone", "1234", nil, "bad_phone"), ("number", "-2.5", "-2.5", nil), ("number", "two", nil, "bad_number"),
        ("number", "inf", nil, "bad_number"), ("number", "nan", nil, "bad_number"),
        ("date", "2026-02-28", "2026-02-28", nil), ("date", "2026-02-30", nil, "bad_date"),
        ("date", "28.02.2026", nil, "bad_date"),
        ("url", "https://example.com/x?y=1", "https://example.com/x?y=1", nil),
        ("url", "javascript:alert(1)", nil, "bad_url"), ("url", "https://", nil, "bad_url"),
        ("choice", "Red", "Red", nil), ("choice", "red", nil, "unknown_choice"),
        ("choices", "Red\nBlue", "Red\nBlue", nil), ("choices", "Red\nGreen", nil, "unknown_choice"),
        ("checkbox", "on", "Yes", nil), ("checkbox", "", nil, "missing"), ("checkbox", "no", nil, "missing"),
    ]

    @Test func `are of the kind that each question asks for`() async throws {
        try await TestHouse.with { house in
            let kinds = Question.Kind.allCases.map(\.rawValue)
            _ = try await practice(
                house,
                kinds.map { kind in
                    let options = kind.hasPrefix("choice") ? "Red\nBlue" : ""
                    return QuestionForm(
                        key: kind, label: "What \(kind)?", kind: kind, isRequired: true, options: options)
                })
            #expect(Set(Self.typed.map(\.kind)) == Set(kinds))
            let good = Dictionary(Self.typed.filter { $0.stored != nil }.map { ($0.kind, $0.text) }) { $1 }
            let start = try house.moment("2026-12-08T00:00:00Z")
            for (number, line) in Self.typed.enumerated() {
                var answers = good
                answers[line.kind] = line.text
                let (given, at) = (answers, start.adding(minutes: 30 * number).rfc3339)
                do {
                    let view = try await house.book(at, guest: "g\(number)") { $0.answers = given }
                    #expect(line.code == nil, "\(line)")
                    let stored = try await house.current(view).appointment.answers
                    #expect(stored.map(\.key) == kinds)
                    #expect(stored.first { $0.key == line.kind }?.answer == line.stored)
                    #expect(stored.first { $0.key == line.kind }?.label == "What \(line.kind)?")
                } catch let error as OperationError {
                    #expect(
                        error.fields.map { "\($0.name) \($0.code)" } == [
                            "answers.\(line.kind) \(line.code ?? "-")"
                        ])
                }
            }
        }
    }

    @Test func `that need not be given need not be given, but nothing else is taken`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(
                house,
                [
                    QuestionForm(key: "tea", label: "Tea?"),
                    QuestionForm(key: "news", label: "News?", kind: "checkbox"),
                    QuestionForm(key: "site", label: "Site?", kind: "url"),
                ])
            let view = try await house.book(nine)
            #expect(view.appointment.answers.map { "\($0.key) \($0.answer)" } == ["news No"])
            let error = await #expect(throws: OperationError.self) {
                try await house.book("2026-12-08T10:00:00Z") { $0.answers = ["site": "nowhere", "milk": "Yes"] }
            }
            #expect(
                error?.fields.map { "\($0.name) \($0.code)" } == [
                    "answers.site bad_url", "answers.milk unknown_question",
                ])
        }
    }

    @Test func `are in everybody's mails, with the questions as they were then`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house, [QuestionForm(key: "tea", label: "Which tea?")])
            let view = try await house.book(nine) { $0.answers = ["tea": "Darjeeling"] }
            try await house.change(practice) { $0.questions = [QuestionForm(key: "tea", label: "Which coffee?")] }
            await house.work()
            for email in ["nora@example.com", "ada@harbor.example"] {
                #expect(house.mail.to(email).first?.text.contains("Which tea?: Darjeeling") == true)
            }
            #expect(try await house.current(view).appointment.answers.first?.label == "Which tea?")
        }
    }

    @Test func `of consent are kept with its words, the time and the address`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1) { $0.consent = "I agree to be recorded." }
            let error = await #expect(throws: OperationError.self) { try await house.book(nine) }
            #expect(error?.fields.map { "\($0.name) \($0.code)" } == ["consent missing"])
            let view = try await house.book(nine) { request in
                request.consents = true
                request.address = "192.0.2.7"
            }
            try await house.change(practice) { $0.consent = "Something else." }
            let kept = Consent(
                text: "I agree to be recorded.", at: house.clock.now.milliseconds, address: "192.0.2.7")
            #expect(try await house.current(view).appointment.consent == kept)
        }
    }

    @Test func `are not asked of a member who books for somebody`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1) { form in
                form.consent = "I agree."
                (form.locationKind, form.locationDetail) = ("ask", "Where?")
                form.questions = [
                    QuestionForm(key: "tea", label: "Tea?", isRequired: true),
                    QuestionForm(key: "news", label: "News?", kind: "checkbox", isRequired: true),
                ]
            }
            let view = try await house.bookForContact(nine, in: practice)
            #expect(view.appointment.consent == nil)
            #expect(view.appointment.answers.isEmpty)
            // But what they do give has to make sense.
            let error = await #expect(throws: OperationError.self) {
                try await house.bookForContact("2026-12-08T10:00:00Z", in: practice) {
                    $0.answers = ["milk": "Yes"]
                }
            }
            #expect(error?.fields.map(\.code) == ["unknown_question"])
        }
    }

    @Test func `are stored with all that was typed, or nothing is`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house, [QuestionForm(key: "tea", label: "Tea?", isRequired: true)])
            await house.work()
            #expect(try await code { try await house.book(nine) } == "missing")
            #expect(try await house.takenTimes() == 0)
            #expect(try await house.verbs.store.read { try $0.workCount(dueBy: house.clock.now) } == 0)
            let held = try await house.hold(nine)
            #expect(try await code { try await house.book(nine) { $0.holdID = held.id } } == "missing")
            // The place is still kept while they correct it.
            let view = try await house.book(nine) { request in
                request.holdID = held.id
                request.answers = ["tea": "Assam"]
            }
            #expect(view.appointment.interval == held.interval)
        }
    }
}
