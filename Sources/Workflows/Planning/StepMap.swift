/// The steps of a definition by id, and which follows which.
struct StepMap: Sendable {
    private struct Entry: Sendable {
        let step: Step
        let following: String?
    }

    private var entries: [String: Entry] = [:]
    /// Where one begins; nil where there is no step.
    let first: String?

    init(_ steps: [Step]) {
        first = steps.first?.id
        add(steps, then: nil)
    }

    subscript(id: String) -> Step? { entries[id]?.step }

    /// The step after that one, at the end of a branch the one after the branch; nil at the end.
    func following(_ id: String) -> String? { entries[id]?.following }

    /// The step with which a list of a branch begins, or the one after the branch if it is empty.
    func first(of list: [Step], in branch: Step) -> String? { list.first?.id ?? following(branch.id) }

    /// Every step that one may come to from that one in a single step.
    func successors(of step: Step) -> [String] {
        switch step.action {
        case .end: []
        case .goTo(let target): [target]
        case .branch(let branch):
            [branch.then, branch.otherwise].compactMap { first(of: $0, in: step) }
        case .waitForEvent(let wait): [following(step.id), wait.ifPast.target].compactMap(\.self)
        case .wait, .perform: [following(step.id)].compactMap(\.self)
        }
    }

    /// - Parameter following: the id of the step after the list.
    private mutating func add(_ steps: [Step], then following: String?) {
        for (index, step) in steps.enumerated() {
            let next = index + 1 < steps.count ? steps[index + 1].id : following
            // Of two steps of one id the first counts; a definition that has passed the checks has no two.
            if entries[step.id] == nil { entries[step.id] = Entry(step: step, following: next) }
            for list in step.lists { add(list.steps, then: next) }
        }
    }
}
