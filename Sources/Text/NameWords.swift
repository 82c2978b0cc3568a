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
            herr herrn hr hrn mr mister monsieur mons sir lord senor sr sig signor signore dhr heer meneer herren pan
            """
        ),
        (
            .female,
            """
            frau fr mrs ms miss sig_ra missus madam mme mlle madame mademoiselle dame lady senora senorita sra srta dna dona
            sig.ra signora signorina mevr mevrouw mw fru pani fraulein frl
            """
        ),
        (
            .title,
            """
            dr dr-ing dr-med dr-phil dr-jur dr-rer-nat dr-oec dr-habil doctor doktor doct prof professor professorin mag magister dipl dipl-ing dipl-kfm dipl-kffr
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
            graf major baron judge pastor father lord don dame fr sr me arch ing inf col univ sir dona pan pani
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

    /// Ranks that are a part of a German family name where a particle follows: `Otto Graf von Bismarck`.
    static let ranks = WordTable<Bool>(
        words: "graf grafin freiherr freifrau frhr baron baronin furst furstin prinz prinzessin ritter edler")

    /// What stands in front of a name on an envelope, and is none.
    static let leads: [StaticString] = [
        "z. hd. ", "z.hd. ", "z. h. ", "z.h. ", "zhd. ", "zhd ", "z hd ", "zu haenden ", "c/o ", "p/a ", "attn: ",
        "attn. ",
        "attn ", "att: ", "att. ", "fao ", "fao: ", "f.a.o. ", "t.a.v. ", "t.a.v ", "attention ", "attention: ",
    ]

    /// Departments and functions that stand where a person is expected: nobody is called so.
    static let functions = WordTable<Bool>(
        words: """
            einkauf einkaufsabteilung verkauf vertrieb buchhaltung buchhalter finanzbuchhaltung fibu lohnbuchhaltung
            rechnungswesen rechnungsabteilung kreditoren debitoren zentrale empfang verwaltung personal personalabteilung
            sekretariat geschaftsfuhrung geschaftsleitung kundendienst kundenservice lager versand technik werkstatt
            disposition marketing vorstand poststelle buero ansprechpartner accounts accounts_payable
            accounts_receivable accounts_department accounting purchasing purchase_ledger sales sales_ledger reception
            office head_office office_manager manager the_manager owner the_owner director the_director secretary
            customer_service customer_services helpdesk help_desk support warehouse dispatch human_resources payroll
            billing finance finance_department store_manager achats comptabilite direction accueil secretariat
            service_client compras contabilidad administracion ventas gerencia recepcion acquisti amministrazione
            contabilita vendite segreteria inkoop boekhouding administratie verkoop receptie
            """)
}
