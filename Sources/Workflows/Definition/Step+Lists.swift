extension Step {
    /// The lists that a branch holds, with the words they have in a path; none for any other step.
    var lists: [(name: String, steps: [Step])] {
        guard case .branch(let branch) = action else { return [] }
        return [("then", branch.then), ("else", branch.otherwise)]
    }
}

extension WorkflowDefinition {
    /// Every step, those in branches included, each with its path such as `steps[3].if.then[0]` and the number of
    /// branches around it.
    var allSteps: [(path: String, depth: Int, step: Step)] {
        var found: [(path: String, depth: Int, step: Step)] = []
        func add(_ steps: [Step], _ path: String, _ depth: Int) {
            for (index, step) in steps.enumerated() {
                let path = "\(path)[\(index)]"
                found.append((path, depth, step))
                for list in step.lists { add(list.steps, "\(path).if.\(list.name)", depth + 1) }
            }
        }
        add(steps, "steps", 0)
        return found
    }
}
