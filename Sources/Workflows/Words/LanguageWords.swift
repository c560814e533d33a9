/// The words of one language for days and months.
struct LanguageWords: Sendable {
    /// From Monday.
    let weekdays: [String]
    /// From January.
    let months: [String]

    private init(_ weekdays: String, _ months: String) {
        self.weekdays = weekdays.split(separator: " ").map(String.init)
        self.months = months.split(separator: " ").map(String.init)
    }

    static func of(_ language: Language) -> LanguageWords {
        switch language {
        case .english: english
        case .german: german
        case .french: french
        case .spanish: spanish
        case .italian: italian
        case .dutch: dutch
        case .portuguese: portuguese
        }
    }

    private static let english = LanguageWords(
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "January February March April May June July August September October November December")
    private static let german = LanguageWords(
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember")
    private static let french = LanguageWords(
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
    private static let spanish = LanguageWords(
        "lunes martes miércoles jueves viernes sábado domingo",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
    private static let italian = LanguageWords(
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre")
    private static let dutch = LanguageWords(
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "januari februari maart april mei juni juli augustus september oktober november december")
    private static let portuguese = LanguageWords(
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro")
}
