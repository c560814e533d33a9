/// What an account pays for, which decides how fast it may ask.
package enum SandboxPlan: String, Sendable, CaseIterable {
    /// Few requests a second, and a number of them a day.
    case free
    /// One paid licence.
    case pro
    /// A company's account.
    case business
    /// No plan of Zoom's: nothing is refused.
    case unlimited

    /// How many requests of a label the account may make in a second.
    func perSecond(_ label: RateLabel) -> Int? {
        switch (self, label) {
        case (.free, .light): 4
        case (.free, .medium): 2
        case (.free, .heavy): 1
        case (.pro, .light): 30
        case (.pro, .medium): 20
        case (.pro, .heavy): 10
        case (.business, .light): 80
        case (.business, .medium): 60
        case (.business, .heavy): 40
        case (.unlimited, _): nil
        }
    }

    /// How many it may make in a UTC day.
    func perDay(_ label: RateLabel) -> Int? {
        switch (self, label) {
        case (.free, .light): 6000
        case (.free, .medium): 2000
        case (.free, .heavy): 1000
        default: nil
        }
    }
}
