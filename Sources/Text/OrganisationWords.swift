/// Words that organisations' names are made of.
enum OrganisationWords {
    /// Words that tell nothing about which organisation it is.
    static let stopWords = WordTable<Bool>(
        words: """
            & der die das den dem des fur fuer und in im am an bei vom von zu zur the of and for a le la les l du de d
            des et en el los las y del il lo gli e di da dei della o os do da dos das company companies co cie cia
            firma fa gruppe group inh inhaber inhaberin international internacional intl gesellschaft ges unternehmen
            services service dienstleistungen
            """)

    /// Words that no person's name has, so that a name with one is an organisation's.
    static let telling = WordTable<Bool>(
        words: """
            firma gesellschaft unternehmen betrieb betriebe werke werkstatt handels handelsgesellschaft vertrieb
            verwaltung stiftung verein verband genossenschaft gemeinde kirchengemeinde stadtverwaltung landkreis amt
            ministerium schule grundschule gymnasium universitat hochschule klinik klinikum krankenhaus apotheke
            praxis zahnarztpraxis arztpraxis kanzlei rechtsanwalte steuerberatung steuerberater ingenieurburo
            architekturburo agentur werbeagentur hotel gasthaus gasthof restaurant pension backerei metzgerei
            fleischerei konditorei tischlerei schreinerei zimmerei malerbetrieb dachdeckerei spedition transporte
            logistik autohaus kfz baugesellschaft bau hochbau tiefbau metallbau maschinenbau elektrotechnik elektro
            sanitar heizung haustechnik gartenbau druckerei verlag immobilien hausverwaltung versicherung
            versicherungen sparkasse volksbank software systeme technik technologie dienstleistungen gastronomie
            reiseburo kuchenstudio gebaudereinigung systemtechnik company companies limited group holding holdings
            partners associates industries enterprises solutions services systems technologies consulting consultants
            consultancy construction builders plumbing electrical roofing landscaping logistics transport motors
            automotive bakery brewing photography marketing media studio studios trust foundation university college
            academy hospital clinic surgery pharmacy council committee association society federation institute
            ministry department agency insurance properties realty investments trading supplies furniture interiors
            engineering accounting accountants solicitors veterinary nursery restaurants catering cleaning societe
            entreprise etablissements ets cabinet boulangerie patisserie pharmacie garage menuiserie plomberie
            electricite transports batiment imprimerie assurances immobilier mairie commune association conseil
            informatique nettoyage traiteur maconnerie chauffage couverture restauration empresa sociedad compania
            talleres construcciones transportes panaderia farmacia consultores asesores asesoria informatica
            carpinteria pinturas inmobiliaria limpiezas imprenta automoviles jardineria reformas seguros optica
            hosteleria distribuciones instalaciones ayuntamiento fundacion asociacion comercial azienda societa studio
            ditta impresa officina autofficina farmacia panificio ristorante albergo bedrijf stichting vereniging
            bouwbedrijf autobedrijf stadtwerke stadtreinigung kreissparkasse raiffeisenbank volkshochschule feuerwehr
            kindergarten kita jugendamt finanzamt tankstelle mobelhaus buchhandlung cafe bistro pizzeria gaststatte
            landgasthof brauerei weingut
            """)

    /// What follows an "and" in the name of a business: `Meier & Söhne`.
    static let companions = WordTable<Bool>(
        words: """
            sohn sohne soehne tochter partner partners co cie cia sons son daughters associates company fils frere
            freres hermanos hijos hijo figli figlio fratelli zonen zoon sonner soner kollegen team
            """)

    /// Abbreviations that stay in capitals though they have vowels.
    static let abbreviations = WordTable<Bool>(
        words: """
            it ict edv eu usa uk us uae eea bmw vw adac aok dak tui ikea edeka rewe obi aldi asb awo ihk hwk tuv tüv
            dekra ibm sap aeg ubs abb eon ups usps atm ceo ai iot api ios bau-it kia seat esa nasa nato unicef unesco
            ag kg ohg ug av tv hifi pvc led sos diy hoa ymca ywca usc ucla aaa abc bbc cnc dna efa ecb ezb gez kfz lkw
            pkw mbh usv wlan
            """)

    /// Small words inside a name.
    static let small = WordTable<Bool>(
        words: """
            und der die das den dem des fur fuer von vom zu zum zur im in am an auf bei mit and of the for by at on de
            la le les du des et en y del los las el e di da do dos das della delle dei il van het
            """)
}
