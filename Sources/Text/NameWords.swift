/// Words that stand around people's names.
enum NameWords {
    enum Title: Sendable {
        case title
        case female
        case male
    }

    /// In front of a name. Single letters (`M.`, `D.`) are asked for apart, since they may be initials.
    static let titles = WordTable<Title>(groups: [
        (
            .male,
            """
            herr herrn hr hrn mr mister monsieur mons sir lord senor sr sig signor signore dhr heer meneer herren pan h
            """
        ),
        (
            .female,
            """
            frau fr mrs ms miss missus madam mme mlle madame mademoiselle dame lady senora senorita sra srta dna dona
            sig.ra signora signorina mevr mevrouw mw fru pani fraulein frl
            """
        ),
        (
            .title,
            """
            dr doctor doktor doct prof professor professorin mag magister dipl dipl-ing dipl-kfm dipl-kffr
            dipl-inf dipl-psych dipl-wirt-ing dipl-vw dipl-bw dipl-oec dipl-biol dipl-chem dipl-phys dipl-math dipl-ok
            dipl-ped ing kfm inf psych med jur phil rer nat pol oec habil dent vet hc mult theol techn sc mont
             e.h. pd priv-doz rev reverend father pastor pfarrer hon judge captain capt cpt col colonel major
            maj lt lieutenant sgt ra rain stb wp dott dottoressa dott.ssa avv arch geom rag ir drs mr.dr. univ-prof
            univ baron freiherr graf don ingenieur betriebswirt dra dres me maitre bgm komm-rat kr hofrat dkfm
            """
        ),
    ])

    /// Words of `titles` that say of what somebody is a doctor: a title only behind another one, or with a dot.
    static let degrees = WordTable<Bool>(
        words: "med jur phil rer nat pol oec habil dent vet hc mult theol techn sc mont kfm inf psych")

    /// Words of `titles` that are also names: a title only where two more words follow.
    static let doubtfulTitles = WordTable<Bool>(
        words:
            """
            graf major baron judge pastor father lord don dame h fr sr me arch ing inf col univ sir dona pan pani
            ra wp kr mag med mont heer hon
            """
    )

    /// Behind a name.
    static let suffixes = WordTable<Bool>(
        words: """
            jr jnr junior sr snr senior ii iii iv phd ph.d. md m.d. dds dvm esq esquire mba cpa cfa pe rn obe mbe cbe
            kbe qc kc jp dd bsc msc ba ma llb llm bed fca aca mp ret jun sen dipl-ing mbbs frcs pmp do pharmd edd jd
            """)

    /// Words of `suffixes` that are also names or initials: a suffix only behind a comma, or behind two words and in
    /// capitals.
    static let doubtfulSuffixes = WordTable<Bool>(words: "ma ba do pe jp mp dd rn kc senior junior")

    static let fillers = WordTable<Bool>(
        words: """
            n/a na none null nil unknown unbekannt inconnu desconocido test tester test_test keine kein ohne xxx xx x
            xyz asdf ? - -- . kunde customer client cliente no_name noname anonymous anonym tbd tba k_a ka #n/a #name?
            name nachname vorname surname firstname lastname nn n_n gast guest diverse divers privat
            """)

    /// Words that begin a family name of several words, with a capital: `Le Pen`, `St. John`.
    static let capitalParticles = WordTable<Bool>(words: "le san santa st saint abu dos")

    /// In front of a household's name.
    static let households = WordTable<Bool>(
        words:
            """
            familie fam eheleute ehepaar family famille familia famiglia familien the_family geschwister
            erbengemeinschaft erben
            """
    )
}
