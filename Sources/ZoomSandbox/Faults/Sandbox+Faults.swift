extension Sandbox {
    /// Takes what shall go wrong with this request: all delays that match, and the first other fault.
    func takeFaults(method: String, path: String) -> (delay: Int, fault: Fault?) {
        var delay = 0
        var taken: Fault?
        for index in faults.indices where faults[index].matches(method: method, path: path) {
            let fault = faults[index].settled
            guard fault.strikes else { continue }
            if fault.kind != .delay {
                guard taken == nil else { continue }
                taken = fault
            }
            delay += fault.delay
            faults[index].count = fault.count.map { $0 - 1 }
        }
        faults.removeAll { $0.count == 0 }
        return (delay, taken)
    }

    func add(_ fault: Fault) { faults.append(fault) }

    func clearFaults() { faults = [] }

    func record(method: String, path: String, status: Int) {
        log.add(LoggedRequest(method: method, path: path, status: status, at: now()))
    }
}
