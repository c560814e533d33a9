/// A language in which dates and times are put into words.
package enum Language: String, CaseIterable, Sendable {
    case english = "en"
    case german = "de"
    case french = "fr"
    case spanish = "es"
    case italian = "it"
    case dutch = "nl"
    case portuguese = "pt"

    /// - Parameter tag: as in BCP 47, such as `de-AT`; English for a language that is not here.
    package init(tag: String) {
        let first = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
        self = Language(rawValue: first) ?? .english
    }
}
