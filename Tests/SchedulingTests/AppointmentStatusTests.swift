import Scheduling
import Testing

struct `An appointment's status` {
    private static let table: [AppointmentStatus: [AppointmentStatus]] = [
        .new: [.confirmed, .cancelled, .showed, .noshow, .invalid],
        .confirmed: [.new, .cancelled, .showed, .noshow, .invalid],
        .cancelled: [.new, .confirmed],
        .showed: [.confirmed, .noshow, .invalid],
        .noshow: [.confirmed, .showed, .invalid],
        .invalid: [.new, .confirmed, .showed, .noshow],
    ]

    @Test(arguments: AppointmentStatus.allCases)
    func `can become what the table says, and nothing else`(status: AppointmentStatus) {
        #expect(AppointmentStatus.allCases.filter(status.canBecome) == Self.table[status])
    }

    @Test func `is called what the interface calls it`() {
        let all = AppointmentStatus.allCases
        #expect(all.map(\.rawValue) == ["new", "confirmed", "cancelled", "showed", "noshow", "invalid"])
        #expect(all.map(\.label) == ["Unconfirmed", "Confirmed", "Cancelled", "Showed", "No-show", "Invalid"])
    }

    @Test func `says whether it is to come, keeps its place, and needs the meeting to have begun`() {
        #expect(AppointmentStatus.allCases.filter(\.isActive) == [.new, .confirmed])
        #expect(AppointmentStatus.allCases.filter(\.holdsPlace) == [.new, .confirmed, .showed, .noshow])
        #expect(AppointmentStatus.allCases.filter(\.needsBegun) == [.showed, .noshow])
    }
}
