/// One setting on which two people who edited the same thing do not agree.
struct FormDifference {
    let settingLabel: String
    let storedText: String
    let typedText: String

    /// Where two lists of settings differ; a setting that one of them lacks is nothing there.
    static func between(
        _ stored: [(label: String, text: String)], _ typed: [(label: String, text: String)]
    ) -> [FormDifference] {
        let new = Dictionary(typed.map { ($0.label, $0.text) }) { first, _ in first }
        let lost = stored.filter { new[$0.label] != $0.text }.map {
            FormDifference(
                settingLabel: $0.label, storedText: shown($0.text), typedText: shown(new[$0.label] ?? ""))
        }
        let gained = typed.filter { line in !line.text.isEmpty && !stored.contains { $0.label == line.label } }
        return lost
            + gained.map {
                FormDifference(settingLabel: $0.label, storedText: shown(""), typedText: shown($0.text))
            }
    }

    private static func shown(_ text: String) -> String { text.isEmpty ? "nothing" : text }
}

/// What somebody else has stored while a form was open.
struct Meanwhile {
    let hasDifferences: Bool
    let differences: [FormDifference]
    /// Where their version is.
    let reloadHref: String

    /// - Parameter isSame: whether the two are the same in everything.
    init(_ differences: [FormDifference], isSame: Bool, reloadHref: String) {
        hasDifferences = !isSame
        let details = FormDifference(settingLabel: "Details", storedText: "changed", typedText: "as you have them")
        self.differences = differences.isEmpty && !isSame ? [details] : differences
        self.reloadHref = reloadHref
    }
}
