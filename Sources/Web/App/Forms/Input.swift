import Mustache
import Scheduling
import Store

/// A field of a staff form as its template shows it: what was typed, and what is wrong with it.
struct Input {
    struct Choice {
        let choiceValue: String
        let choiceLabel: String
        let choiceText: String?
        let isChosen: Bool

        init(_ value: String, _ label: String, _ text: String? = nil, isChosen: Bool) {
            (choiceValue, choiceLabel, choiceText, self.isChosen) = (value, label, text, isChosen)
        }
    }

    /// The template that shows it.
    let inputTemplate: String
    let inputID: String
    let inputName: String
    let inputLabel: String
    let inputValue: String
    var inputType = "text"
    var inputError: String?
    var inputHint: String?
    var inputUnit: String?
    var inputRows = 3
    var isInputOptional = false
    var isInputRequired = false
    var isInputWide = false
    var isInputChecked = false
    var inputChoices: [Choice] = []
    /// The kinds of calendar it is for; nil for all.
    var inputKinds: String?
    /// The places it is for; nil for all.
    var inputPlaces: String?

    private init(_ template: String, _ name: String, _ label: String, _ value: String, _ error: String?) {
        inputTemplate = template
        inputID = name.replacing(".", with: "-")
        inputName = name
        inputLabel = label
        inputValue = value
        inputError = error
    }

    /// One line of text.
    static func line(
        _ name: String, _ label: String, _ value: String, type: String = "text", error: String? = nil
    ) -> Input {
        var input = Input("input_line", name, label, value, error)
        input.inputType = type
        return input
    }

    /// A whole number with what it counts.
    static func number(
        _ name: String, _ label: String, _ value: String, unit: String, error: String? = nil
    ) -> Input {
        var input = Input("input_number", name, label, value, error)
        input.inputUnit = unit
        return input
    }

    /// Several lines of text.
    static func area(
        _ name: String, _ label: String, _ value: String, rows: Int = 3, error: String? = nil
    ) -> Input {
        var input = Input("input_area", name, label, value, error)
        input.inputRows = rows
        input.isInputWide = true
        return input
    }

    /// One of a few, from a menu.
    static func menu(
        _ name: String, _ label: String, _ choices: [(String, String)], chosen: String, error: String? = nil
    ) -> Input {
        var input = Input("input_menu", name, label, chosen, error)
        input.inputChoices = choices.map { Choice($0.0, $0.1, isChosen: $0.0 == chosen) }
        return input
    }

    /// One of a few, each with a line about it, all in sight.
    static func cards(
        _ name: String, _ label: String, _ choices: [(String, String, String)], chosen: String,
        error: String? = nil
    ) -> Input {
        var input = Input("input_cards", name, label, chosen, error)
        input.inputChoices = choices.map { Choice($0.0, $0.1, $0.2, isChosen: $0.0 == chosen) }
        input.isInputWide = true
        return input
    }

    /// Yes or no.
    static func check(_ name: String, _ label: String, _ isChecked: Bool, error: String? = nil) -> Input {
        var input = Input("input_check", name, label, "yes", error)
        input.isInputChecked = isChecked
        input.isInputWide = true
        return input
    }

    func hint(_ text: String) -> Input { with { $0.inputHint = text } }
    func optional() -> Input { with { $0.isInputOptional = true } }
    func required() -> Input { with { $0.isInputRequired = true } }
    func wide() -> Input { with { $0.isInputWide = true } }
    /// Shown for these kinds of calendar alone.
    func kinds(_ kinds: [CalendarKind]) -> Input {
        with { $0.inputKinds = kinds.map(\.rawValue).joined(separator: " ") }
    }
    /// Shown for these places alone.
    func places(_ places: [CalendarLocation.Kind]) -> Input {
        with { $0.inputPlaces = places.map(\.rawValue).joined(separator: " ") }
    }

    private func with(_ change: (inout Input) -> Void) -> Input {
        var input = self
        change(&input)
        return input
    }
}

extension Input: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "inputTemplate": inputTemplate
        case "inputID": inputID
        case "inputName": inputName
        case "inputLabel": inputLabel
        case "inputValue": inputValue
        case "inputType": inputType
        case "inputError": inputError
        case "inputHint": inputHint
        case "inputUnit": inputUnit
        case "inputRows": inputRows
        case "isInputOptional": isInputOptional
        case "isInputRequired": isInputRequired
        case "isInputWide": isInputWide
        case "isInputChecked": isInputChecked
        case "isInputNoted": inputError != nil || inputHint != nil
        case "inputChoices": inputChoices
        case "inputKinds": inputKinds
        case "inputPlaces": inputPlaces
        default: nil
        }
    }
}
