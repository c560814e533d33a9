import Database

/// Why the tables did not take or give something.
package enum StoreError: Error, Hashable, CustomStringConvertible {
    /// There is such a row already; names what is unique.
    case taken(String)
    /// The wall against double booking: the host's time is taken.
    case overlap
    /// The wall against one place too many: the meeting has none left.
    case full
    /// The database is too busy or gone for now.
    case unavailable(String)
    /// A fault in the program or in the data.
    case failed(String)

    init(_ error: SQLError) {
        self =
            switch error {
            case .unique(let what): .taken(what)
            case .overlap: .overlap
            case .constraint(let why) where why.contains("seats_left"): .full
            case .unavailable: .unavailable(error.description)
            default: .failed(error.description)
            }
    }

    package var description: String {
        switch self {
        case .taken(let what): "There is already such an entry (\(what))."
        case .overlap: "The host already has a meeting at this time."
        case .full: "The meeting has no place left."
        case .unavailable(let why), .failed(let why): why
        }
    }
}
