extension Sandbox {
    /// False when there are too many already.
    func add(_ fault: Fault) -> Bool {
        guard faults.count < Self.mostFaults else { return false }
        faults.append(fault)
        return true
    }

    func clearFaults() { faults = [] }

    /// Takes what shall go wrong with this request: all delays, and the first other fault.
    func takeFaults() -> (delayMilliseconds: Int, kind: Fault.Kind?) {
        var delay = 0
        var taken: Fault.Kind?
        for index in faults.indices where !faults[index].kind.isOnTheWay && faults[index].strikes {
            if faults[index].kind != .latency {
                guard taken == nil else { continue }
                taken = faults[index].kind
            }
            delay += faults[index].delayMilliseconds
            use(index)
        }
        faults.removeAll { $0.count == 0 }
        return (delay, taken)
    }

    /// Takes how the next message ends.
    func takeEnding() -> Message.Ending {
        guard let index = faults.indices.first(where: { faults[$0].kind.isOnTheWay && faults[$0].strikes }) else {
            return .delivered
        }
        let fault = faults[index]
        use(index)
        faults.removeAll { $0.count == 0 }
        return fault.kind == .failed ? .failed(code: fault.code) : .undelivered(code: fault.code)
    }

    private func use(_ index: Int) {
        faults[index].count = faults[index].count.map { $0 - 1 }
    }
}
