import Operations
import Store

/// One question of a booking form, as a field.
struct QuestionField {
    struct Option {
        let optionID: String
        let optionValue: String
        let isPicked: Bool
    }

    /// The field's name, and its id.
    let key: String
    let question: String
    let isOptional: Bool
    /// The type of an input of one line; empty for other fields.
    let inputType: String
    let isLine: Bool
    let isDecimal: Bool
    let isParagraph: Bool
    let isRadios: Bool
    let isSelect: Bool
    let isChecks: Bool
    let isTick: Bool
    let isTicked: Bool
    let answer: String
    let options: [Option]
    let hasFault: Bool
    let fault: String

    /// Radio buttons up to so many; a menu beyond.
    private static let mostRadios = 6

    /// - Parameter group: what its name begins with, and the name of its fault.
    init(
        _ question: Question, _ typed: [String], _ error: OperationError?, in group: String = "answers"
    ) {
        let key = "\(group).\(question.key)"
        self.key = key
        self.question = question.label
        isOptional = !question.isRequired
        inputType = Self.inputType(question.kind)
        isLine = !inputType.isEmpty
        isDecimal = question.kind == .number
        isParagraph = question.kind == .paragraph
        isRadios = question.kind == .choice && question.options.count <= Self.mostRadios
        isSelect = question.kind == .choice && !isRadios
        isChecks = question.kind == .choices
        isTick = question.kind == .checkbox
        isTicked = typed.contains("yes")
        answer = typed.first ?? ""
        options = question.options.enumerated().map { index, option in
            Option(optionID: "\(key).\(index)", optionValue: option, isPicked: typed.contains(option))
        }
        let message = error?.message(of: key)
        hasFault = message != nil
        fault = message ?? ""
    }

    private static func inputType(_ kind: Question.Kind) -> String {
        switch kind {
        case .text: "text"
        case .email: "email"
        case .phone: "tel"
        case .number: "number"
        case .date: "date"
        case .url: "url"
        case .paragraph, .choice, .choices, .checkbox: ""
        }
    }
}
