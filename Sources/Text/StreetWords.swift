/// Words of street lines.
enum StreetWords {
    static let germanEndings: [[UInt8]] = [
        "strasse", "str", "weg", "platz", "allee", "gasse", "ring", "damm", "ufer", "steig", "graben", "pfad", "markt",
        "hof", "berg",
        "chaussee", "stieg", "zeile", "straat", "laan", "plein", "kade", "gracht",
    ].map { [UInt8]($0.utf8) }

    static let numberFirst: Set<CountryCode> = [
        .unitedStates, .unitedKingdom, .canada, .australia, .ireland, .france, CountryCode(known: "NZ"),
        CountryCode(known: "ZA"),
        CountryCode(known: "LU"), CountryCode(known: "IN"), CountryCode(known: "SG"), CountryCode(known: "MY"),
        CountryCode(known: "IL"), CountryCode(known: "MC"), CountryCode(known: "MA"), CountryCode(known: "TN"),
    ]

    /// Where the number stands behind the street.
    static let numberLast: Set<CountryCode> = Set(
        """
        DE AT CH LI NL BE DK NO SE FI IS IT SM VA ES AD PT PL CZ SK HU HR SI RS BA ME MK AL RO BG GR CY TR EE LV LT BR AR \
        CL CO MX PE UY EC VE
        """.split(separator: " ").compactMap { CountryCode(String($0)) })

    static let postBoxes = WordTable<Bool>(
        words:
            """
            po_box p_o_box pobox postfach post_box gpo_box case_postale bp_ boite_postale apartado apdo postbus
            casella_postale postboks box
            """
    )

    static let units = WordTable<Bool>(
        words: """
            apt apartment appt appartement app flat unit suite ste room rm floor fl level lot shop office bldg
            building bldng tower block wohnung whg zimmer zi etage stock og eg dg top tur stiege hinterhaus haus
            aufgang door dept department trailer spc space bat batiment esc escalier porte etg piso planta puerta pta
            escalera bajo local portal int interno scala piano palazzina bus bte boite verdieping
            """)

    static let numberAdditions = WordTable<Bool>(words: "bis ter quater a b c d e f g h bus toev hs rd ii iii")

    static let numberSigns = WordTable<Bool>(words: "nr no n nº n° num numero number nummer hausnr hausnummer s/n")

    /// Kinds of street that stand right behind a leading number: `12 rue …`.
    static let leadingTypes = WordTable<Bool>(
        words: "rue avenue boulevard bd av place allee chemin impasse route quai cours square r")

    /// What a word of a street's name is reduced to for matching.
    static let short = WordTable<String>(groups: [
        ("str", "strasse str street straat sraße strase straase strass strße stra"),
        ("pl", "platz plz place pl plaza pza plein piazza pzza "),
        ("al", "allee alle all"), ("ga", "gasse g gass"), ("wg", "weg wg"), ("rg", "ring"), ("dm", "damm"),
        ("rd", "road rd"), ("ave", "avenue ave av aven avenida avda avd avinguda"),
        ("blvd", "boulevard blvd bd bld bvd boul bulevar"),
        ("dr", "drive dr drv"), ("ln", "lane ln la"), ("ct", "court ct crt"), ("cir", "circle cir circ"),
        ("cres", "crescent cres cresc"),
        ("ter", "terrace ter terr tce"), ("pkwy", "parkway pkwy pky parkwy"), ("hwy", "highway hwy"),
        ("sq", "square sq sqr"),
        ("gr", "grove grv gr gro"), ("gdns", "gardens gdns gdn garden grdns"), ("cl", "close cl"), ("hl", "hill hl"),
        ("way", "way wy"), ("trl", "trail trl tr"), ("xing", "crossing xing"), ("ests", "estate estates"),
        ("mt", "mount mt"),
        ("hts", "heights hts"), ("rue", "rue r"), ("ch", "chemin ch che chem"), ("imp", "impasse imp"),
        ("rte", "route rte"),
        ("fg", "faubourg fg fbg"), ("sq2", "squ"), ("calle", "calle c/ c call"),
        ("ps", "paseo pº po pso passeig"),
        ("crta", "carretera ctra cra carr"), ("rda", "ronda rda"), ("cmno", "camino cno cmno"),
        ("trv", "travesia trva trav"),
        ("via", "via v"), ("vle", "viale vle "), ("cso", "corso cso "), ("lgo", "largo lgo "),
        ("st", "saint st sankt sant sainte ste san santa"),
        ("dr2", "doktor doctor"), ("prof", "professor prof"), ("n", "north nord n norte"), ("s", "south sud s sur"),
        ("e", "east est e este ost"),
        ("w", "west ouest w oeste"), ("ne", "northeast ne"), ("nw", "northwest nw"), ("se", "southeast se"),
        ("sw", "southwest sw"),
    ])

    /// Words that are left out of the key.
    static let dropped = WordTable<Bool>(
        words: "de la le les du des d l del los las el der die das dem den of the di da do dos della van het")
}
