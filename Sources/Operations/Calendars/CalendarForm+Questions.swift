import Foundation
import Store

extension Validation {
    /// The questions of a booking form; rows in which nothing was typed are none.
    mutating func questions(_ forms: [QuestionForm]) -> [Question] {
        let typed = forms.enumerated().filter { !$0.element.isBlank }
        if typed.count > 30 {
            fault("questions", "too_many", "There may be at most 30; these are \(typed.count).")
            return []
        }
        var taken = Set<String>()
        for (index, form) in typed where !form.key.isEmpty {
            let field = "questions.\(index).key"
            if !Self.isKey(form.key) {
                fault(field, "bad_key", "A key has 1 to 40 lower-case letters, digits and underscores.")
            } else if !taken.insert(form.key).inserted {
                fault(field, "repeated", "Another question has this key.")
            }
        }
        return typed.map { index, form in
            var question = question(form, "questions.\(index)")
            if question.key.isEmpty { question.key = Self.key(for: question.label, number: index + 1, &taken) }
            return question
        }
    }

    private mutating func question(_ form: QuestionForm, _ field: String) -> Question {
        let label = text(form.label, "\(field).label", "The question", longest: 200)
        let kind: Question.Kind = choice(form.kind, "\(field).kind", "The kind of answer") ?? .text
        var options: [String] = []
        if kind == .choice || kind == .choices { options = choices(form.options, "\(field).options") }
        return Question(key: form.key, label: label, kind: kind, isRequired: form.isRequired, options: options)
    }

    private mutating func choices(_ typed: String, _ field: String) -> [String] {
        let lines = typed.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        if lines.isEmpty {
            fault(field, "missing", "Give at least one choice, each on a line of its own.")
        } else if lines.count > 50 {
            fault(field, "too_many", "A question may have at most 50 choices; this has \(lines.count).")
        } else if Set(lines).count < lines.count {
            fault(field, "repeated", "The same choice is there twice.")
        }
        return lines.prefix(50).map { text($0, field, "A choice", longest: 200) }
    }

    private static func isKey(_ key: String) -> Bool {
        (1...40).contains(key.utf8.count)
            && key.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }

    /// A key that no other question has, from the words of a label.
    private static func key(for label: String, number: Int, _ taken: inout Set<String>) -> String {
        let words = label.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        let made = words.joined(separator: "_").prefix(36)
        let base = made.isEmpty ? "question_\(number)" : String(made)
        var key = base
        var next = 2
        while !taken.insert(key).inserted {
            key = "\(base)_\(next)"
            next += 1
        }
        return key
    }
}
