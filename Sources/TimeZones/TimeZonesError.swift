/// Why a time zone could not be had.
package enum TimeZonesError: Error, Hashable, CustomStringConvertible {
    /// No zone of that name is in the database, or the name is not a zone's name at all.
    case unknown(String)
    /// The zone's file is not what RFC 9636 describes.
    case malformed(String)
    /// The database is not where it should be.
    case missing(String)

    package var description: String {
        switch self {
        case .unknown(let name):
            "There is no time zone “\(name.prefix(80))”. Use a name of the tz database, such as Europe/Berlin."
        case .malformed(let why): "A time zone file cannot be read: \(why). Reinstall the tzdata package."
        case .missing(let path): "No time zone database in \(path). Install the tzdata package."
        }
    }
}
