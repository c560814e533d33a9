import Operations

/// A part of a long form that can be folded away. What is wrong in it keeps it open.
struct Fold {
    let foldID: String
    let foldTitle: String
    /// What it says at the moment, in a line.
    let foldSummary: String
    let isFoldOpen: Bool
    /// The kinds of calendar it is for; nil for all.
    let foldKinds: String?
    let inputs: [Input]

    /// - Parameters:
    ///   - isOpen: whether it is open even without a mistake.
    ///   - others: names of faults that belong here besides; `hosts` stands for `hosts.0.weight`, too.
    init(
        _ id: String, _ title: String, summary: String = "", isOpen: Bool = false, kinds: String? = nil,
        faults error: OperationError?, others: [String] = [], _ inputs: [Input] = []
    ) {
        foldID = id
        foldTitle = title
        foldSummary = summary
        foldKinds = kinds
        self.inputs = inputs
        let hasFault =
            inputs.contains { $0.inputError != nil }
            || (error?.fields ?? []).contains { fault in
                others.contains { fault.name == $0 || fault.name.hasPrefix("\($0).") }
            }
        isFoldOpen = isOpen || hasFault
    }
}
