import Scheduling

extension WorkflowSettings: Codable {
    private enum Field: String, CodingKey, CaseIterable {
        case reentry, window
        case clocks = "time_zone"
        case quietHours = "quiet_hours"
        case leavesOn = "leaves_on"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        self.init(
            reentry: try fields.choice(.reentry, or: .once), clocks: try fields.choice(.clocks, or: .account),
            window: try fields.optional(.window), quietHours: try fields.optional(.quietHours),
            leavesOn: try fields.choices(.leavesOn, or: Self.usualLeaving))
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(choice: reentry, .reentry, unless: .once)
        try written.put(choice: clocks, .clocks, unless: .account)
        try written.put(optional: window, .window)
        try written.put(optional: quietHours, .quietHours)
        try written.put(choices: leavesOn, .leavesOn, unless: Self.usualLeaving)
    }
}
