import Operations
import Store
import TestSupport
import Testing

struct QuestionTests {
    private func saved(_ house: TestHouse, _ questions: [QuestionForm]) async throws -> [Question] {
        try await house.practice(hosts: 1, connected: false) { $0.questions = questions }.calendar.questions
    }

    @Test func `keys are made from the labels, each once, and rows left empty are none`() async throws {
        try await TestHouse.with { house in
            let questions = try await saved(
                house,
                [
                    QuestionForm(key: "diet", label: "Anything else?"), QuestionForm(),
                    QuestionForm(label: "Your diet"), QuestionForm(label: " Diet! "),
                    QuestionForm(label: "Diet?", kind: "choice", options: " Soup \n\nBread\r\nCheese"),
                    QuestionForm(label: "Ваше имя"),
                    QuestionForm(label: String(repeating: "long ", count: 20)),
                ])
            #expect(
                questions.map(\.key)
                    == [
                        "diet", "your_diet", "diet_2", "diet_3", "question_6",
                        "long_long_long_long_long_long_long_l",
                    ])
            #expect(questions[2].label == "Diet!")
            #expect(questions[3].options == ["Soup", "Bread", "Cheese"])
        }
    }

    @Test func `what makes no sense is refused at its field`() async throws {
        let cases: [([QuestionForm], String)] = [
            ([QuestionForm(key: "a", label: "")], "questions.0.label missing"),
            ([QuestionForm(), QuestionForm(key: "No Key", label: "A")], "questions.1.key bad_key"),
            (
                [QuestionForm(key: "a", label: "A"), QuestionForm(key: "a", label: "B")],
                "questions.1.key repeated"
            ),
            ([QuestionForm(label: "A", kind: "colour")], "questions.0.kind unknown_choice"),
            ([QuestionForm(label: "A", kind: "choice", options: " \n ")], "questions.0.options missing"),
            ([QuestionForm(label: "A", kind: "choices", options: "x\ny\nx")], "questions.0.options repeated"),
            (
                [
                    QuestionForm(
                        label: "A", kind: "choice", options: (0...50).map(String.init).joined(separator: "\n"))
                ],
                "questions.0.options too_many"
            ),
            (
                [QuestionForm(label: "A", kind: "choice", options: String(repeating: "x", count: 201))],
                "questions.0.options too_long"
            ),
            ([QuestionForm(label: String(repeating: "x", count: 201))], "questions.0.label too_long"),
            ((0...30).map { QuestionForm(label: "Question \($0)") }, "questions too_many"),
        ]
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            var form = try await house.verbs.calendarForm(id: practice.calendar.id, of: practice.account)
            for (questions, expected) in cases {
                form.questions = questions
                let asked = form
                let error = await #expect(throws: OperationError.self) {
                    _ = try await house.verbs.saveCalendar(asked, id: practice.calendar.id, of: practice.account)
                }
                #expect(error?.fields.map { "\($0.name) \($0.code)" } == [expected])
            }
        }
    }
}
