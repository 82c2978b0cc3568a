/// Names of months and weekdays in English, German, French, Spanish, Italian and Dutch.
enum DateWords {
    static let months = WordTable<Int>(groups: [
        (1, "january jan januar janner jaenner janvier janv enero ene gennaio gen januari"),
        (2, "february feb februar feber fevrier fevr fev febrero febbraio februari"),
        (3, "march mar marz maerz mrz mars marzo maart mrt"),
        (4, "april apr avril avr abril abr aprile"),
        (5, "may mai mayo maggio mag mei"),
        (6, "june jun juni juin junio giugno giu"),
        (7, "july jul juli juillet juil julio luglio lug"),
        (8, "august aug aout agosto ago augustus"),
        (9, "september sep sept septembre septiembre setiembre set settembre"),
        (10, "october oct oktober okt octobre octubre ottobre ott"),
        (11, "november nov novembre noviembre"),
        (12, "december dec dezember dez decembre diciembre dic dicembre"),
    ])

    static let weekdays = WordTable<Bool>(
        words: """
            monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun
            montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sonnabend sa sonntag so lundi lun mardi
            mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim lunes martes miercoles mie jueves jue viernes
            vie sabado sab domingo dom
            """)
}
