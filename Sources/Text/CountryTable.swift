/// ISO 3166-1: alpha-2|alpha-3|numeric|dial code|English|German|other names and codes, in French, Spanish, Italian,
/// Dutch, native.
enum CountryTable {
    static let lines = """
        AD|AND|20|376|Andorra|Andorra|Andorre
        AE|ARE|784|971|United Arab Emirates|Vereinigte Arabische Emirate|UAE;VAE;Émirats arabes unis;\
        Emiratos Árabes Unidos;Dubai
        AF|AFG|4|93|Afghanistan|Afghanistan|
        AG|ATG|28|1|Antigua and Barbuda|Antigua und Barbuda|Antigua
        AI|AIA|660|1|Anguilla|Anguilla|
        AL|ALB|8|355|Albania|Albanien|Albanie;Shqipëria
        AM|ARM|51|374|Armenia|Armenien|Arménie
        AO|AGO|24|244|Angola|Angola|
        AQ|ATA|10|672|Antarctica|Antarktis|Antarctique
        AR|ARG|32|54|Argentina|Argentinien|Argentine
        AS|ASM|16|1|American Samoa|Amerikanisch-Samoa|
        AT|AUT|40|43|Austria|Österreich|A;Autriche;Oesterreich;Oostenrijk;Republik Österreich;Republic of Austria;Ö
        AU|AUS|36|61|Australia|Australien|Australie;Commonwealth of Australia
        AW|ABW|533|297|Aruba|Aruba|
        AX|ALA|248|358|Åland Islands|Ålandinseln|Åland
        AZ|AZE|31|994|Azerbaijan|Aserbaidschan|Azerbaïdjan
        BA|BIH|70|387|Bosnia and Herzegovina|Bosnien und Herzegowina|Bosnia;Bosnien;Bosna i Hercegovina;\
        Bosnie-Herzégovine
        BB|BRB|52|1|Barbados|Barbados|Barbade
        BD|BGD|50|880|Bangladesh|Bangladesch|
        BE|BEL|56|32|Belgium|Belgien|B;Belgique;België;Bélgica;Belgio
        BF|BFA|854|226|Burkina Faso|Burkina Faso|
        BG|BGR|100|359|Bulgaria|Bulgarien|Bulgarie;България
        BH|BHR|48|973|Bahrain|Bahrain|Bahreïn
        BI|BDI|108|257|Burundi|Burundi|
        BJ|BEN|204|229|Benin|Benin|Bénin
        BL|BLM|652|590|Saint Barthélemy|Saint-Barthélemy|St. Barthélemy
        BM|BMU|60|1|Bermuda|Bermuda|Bermudes
        BN|BRN|96|673|Brunei Darussalam|Brunei Darussalam|Brunei
        BO|BOL|68|591|Bolivia|Bolivien|Bolivie;Plurinational State of Bolivia
        BQ|BES|535|599|Bonaire, Sint Eustatius and Saba|Bonaire, Sint Eustatius und Saba|Caribbean Netherlands;Bonaire
        BR|BRA|76|55|Brazil|Brasilien|Brasil;Brésil;Brasile
        BS|BHS|44|1|Bahamas|Bahamas|The Bahamas
        BT|BTN|64|975|Bhutan|Bhutan|
        BV|BVT|74|47|Bouvet Island|Bouvetinsel|
        BW|BWA|72|267|Botswana|Botswana|Botsuana
        BY|BLR|112|375|Belarus|Belarus|Weißrussland;Biélorussie;White Russia;Беларусь
        BZ|BLZ|84|501|Belize|Belize|
        CA|CAN|124|1|Canada|Kanada|Canadá
        CC|CCK|166|61|Cocos (Keeling) Islands|Kokosinseln|Cocos Islands
        CD|COD|180|243|Democratic Republic of the Congo|Demokratische Republik Kongo|DR Congo;Congo-Kinshasa;\
        Kongo (Kinshasa)
        CF|CAF|140|236|Central African Republic|Zentralafrikanische Republik|République centrafricaine
        CG|COG|178|242|Congo|Kongo|Republic of the Congo;Congo-Brazzaville;Kongo (Brazzaville)
        CH|CHE|756|41|Switzerland|Schweiz|Suisse;Svizzera;Suiza;Svizra;Zwitserland;Swiss;CH-Schweiz;Die Schweiz
        CI|CIV|384|225|Côte d'Ivoire|Elfenbeinküste|Ivory Coast
        CK|COK|184|682|Cook Islands|Cookinseln|
        CL|CHL|152|56|Chile|Chile|Chili
        CM|CMR|120|237|Cameroon|Kamerun|Cameroun
        CN|CHN|156|86|China|China|People's Republic of China;PRC;PR China;VR China;Chine;中国;P.R. China
        CO|COL|170|57|Colombia|Kolumbien|Colombie
        CR|CRI|188|506|Costa Rica|Costa Rica|
        CU|CUB|192|53|Cuba|Kuba|
        CV|CPV|132|238|Cabo Verde|Kap Verde|Cape Verde
        CW|CUW|531|599|Curaçao|Curaçao|
        CX|CXR|162|61|Christmas Island|Weihnachtsinsel|
        CY|CYP|196|357|Cyprus|Zypern|Chypre;Chipre;Κύπρος
        CZ|CZE|203|420|Czechia|Tschechien|Czech Republic;Tschechische Republik;Česko;Česká republika;Tchéquie;Chequia;\
        République tchèque
        DE|DEU|276|49|Germany|Deutschland|D;GER;Allemagne;Alemania;Germania;Duitsland;BRD;Bundesrepublik Deutschland;\
        Tyskland;Niemcy;\
        Federal Republic of Germany;Německo;Almanya;Deutschl.;Deutschand;Dtl.;Dtld.;Saksa;Németország
        DJ|DJI|262|253|Djibouti|Dschibuti|
        DK|DNK|208|45|Denmark|Dänemark|Danmark;Danemark;Dinamarca;Denemarken;Danimarca
        DM|DMA|212|1|Dominica|Dominica|Dominique
        DO|DOM|214|1|Dominican Republic|Dominikanische Republik|República Dominicana
        DZ|DZA|12|213|Algeria|Algerien|Algérie
        EC|ECU|218|593|Ecuador|Ecuador|Équateur
        EE|EST|233|372|Estonia|Estland|Eesti;Estonie
        EG|EGY|818|20|Egypt|Ägypten|Égypte;Egipto
        EH|ESH|732|212|Western Sahara|Westsahara|
        ER|ERI|232|291|Eritrea|Eritrea|Érythrée
        ES|ESP|724|34|Spain|Spanien|E;España;Espagne;Spagna;Spanje;Kingdom of Spain;SPA
        ET|ETH|231|251|Ethiopia|Äthiopien|Éthiopie
        FI|FIN|246|358|Finland|Finnland|Suomi;Finlande;Finlandia
        FJ|FJI|242|679|Fiji|Fidschi|Fidji
        FK|FLK|238|500|Falkland Islands|Falklandinseln|Malvinas
        FM|FSM|583|691|Micronesia|Mikronesien|Federated States of Micronesia
        FO|FRO|234|298|Faroe Islands|Färöer|Føroyar;Færøerne
        FR|FRA|250|33|France|Frankreich|F;Francia;Frankrijk;République française;Frankrig;Francja;France métropolitaine
        GA|GAB|266|241|Gabon|Gabun|
        GB|GBR|826|44|United Kingdom|Vereinigtes Königreich|UK;U.K.;England;Scotland;Wales;Northern Ireland;\
        Great Britain;\
        Großbritannien;Grossbritannien;Royaume-Uni;Reino Unido;Regno Unito;Schottland;Nordirland;Britain;Angleterre;\
        Inglaterra;\
        United Kingdom of Great Britain and Northern Ireland;Verenigd Koninkrijk;Grande-Bretagne;Gran Bretaña;\
        Engeland;Storbritannien
        GD|GRD|308|1|Grenada|Grenada|
        GE|GEO|268|995|Georgia|Georgien|Géorgie
        GF|GUF|254|594|French Guiana|Französisch-Guayana|Guyane française;Guyane
        GG|GGY|831|44|Guernsey|Guernsey|
        GH|GHA|288|233|Ghana|Ghana|
        GI|GIB|292|350|Gibraltar|Gibraltar|
        GL|GRL|304|299|Greenland|Grönland|Grønland;Kalaallit Nunaat
        GM|GMB|270|220|Gambia|Gambia|The Gambia
        GN|GIN|324|224|Guinea|Guinea|Guinée
        GP|GLP|312|590|Guadeloupe|Guadeloupe|
        GQ|GNQ|226|240|Equatorial Guinea|Äquatorialguinea|
        GR|GRC|300|30|Greece|Griechenland|EL;Hellas;Ελλάδα;Grèce;Grecia;Griekenland
        GS|SGS|239|500|South Georgia and the South Sandwich Islands|Südgeorgien und die Südlichen \
        Sandwichinseln|South Georgia
        GT|GTM|320|502|Guatemala|Guatemala|
        GU|GUM|316|1|Guam|Guam|
        GW|GNB|624|245|Guinea-Bissau|Guinea-Bissau|
        GY|GUY|328|592|Guyana|Guyana|
        HK|HKG|344|852|Hong Kong|Hongkong|Hong Kong SAR;香港
        HM|HMD|334|672|Heard Island and McDonald Islands|Heard und McDonaldinseln|
        HN|HND|340|504|Honduras|Honduras|
        HR|HRV|191|385|Croatia|Kroatien|Hrvatska;Croatie;Croacia
        HT|HTI|332|509|Haiti|Haiti|Haïti
        HU|HUN|348|36|Hungary|Ungarn|Magyarország;Hongrie;Hungría;Ungheria
        ID|IDN|360|62|Indonesia|Indonesien|Indonésie
        IE|IRL|372|353|Ireland|Irland|Éire;Irlande;Irlanda;Republic of Ireland;Republik Irland;Ierland;Eire
        IL|ISR|376|972|Israel|Israel|Israël
        IM|IMN|833|44|Isle of Man|Insel Man|
        IN|IND|356|91|India|Indien|Inde;Bharat
        IO|IOT|86|246|British Indian Ocean Territory|Britisches Territorium im Indischen Ozean|
        IQ|IRQ|368|964|Iraq|Irak|
        IR|IRN|364|98|Iran|Iran|Islamic Republic of Iran
        IS|ISL|352|354|Iceland|Island|Ísland;Islande
        IT|ITA|380|39|Italy|Italien|I;Italia;Italie;Italië
        JE|JEY|832|44|Jersey|Jersey|
        JM|JAM|388|1|Jamaica|Jamaika|Jamaïque
        JO|JOR|400|962|Jordan|Jordanien|Jordanie
        JP|JPN|392|81|Japan|Japan|Japon;Japón;日本;Giappone
        KE|KEN|404|254|Kenya|Kenia|
        KG|KGZ|417|996|Kyrgyzstan|Kirgisistan|Kirghizistan
        KH|KHM|116|855|Cambodia|Kambodscha|Cambodge
        KI|KIR|296|686|Kiribati|Kiribati|
        KM|COM|174|269|Comoros|Komoren|Comores
        KN|KNA|659|1|Saint Kitts and Nevis|St. Kitts und Nevis|St. Kitts and Nevis
        KP|PRK|408|850|North Korea|Nordkorea|Democratic People's Republic of Korea;Corée du Nord
        KR|KOR|410|82|South Korea|Südkorea|Korea;Republic of Korea;Corée du Sud;Corea del Sur;대한민국
        KW|KWT|414|965|Kuwait|Kuwait|Koweït
        KY|CYM|136|1|Cayman Islands|Kaimaninseln|
        KZ|KAZ|398|7|Kazakhstan|Kasachstan|Казахстан
        LA|LAO|418|856|Laos|Laos|Lao People's Democratic Republic
        LB|LBN|422|961|Lebanon|Libanon|Liban
        LC|LCA|662|1|Saint Lucia|St. Lucia|
        LI|LIE|438|423|Liechtenstein|Liechtenstein|FL
        LK|LKA|144|94|Sri Lanka|Sri Lanka|
        LR|LBR|430|231|Liberia|Liberia|
        LS|LSO|426|266|Lesotho|Lesotho|
        LT|LTU|440|370|Lithuania|Litauen|Lietuva;Lituanie
        LU|LUX|442|352|Luxembourg|Luxemburg|L;Lëtzebuerg;Luxemburgo;Grand Duchy of Luxembourg;Lussemburgo
        LV|LVA|428|371|Latvia|Lettland|Latvija;Lettonie
        LY|LBY|434|218|Libya|Libyen|Libye
        MA|MAR|504|212|Morocco|Marokko|Maroc;Marruecos
        MC|MCO|492|377|Monaco|Monaco|
        MD|MDA|498|373|Moldova|Moldau|Republic of Moldova;Moldawien;Republik Moldau
        ME|MNE|499|382|Montenegro|Montenegro|Crna Gora
        MF|MAF|663|590|Saint Martin|Saint-Martin|St. Martin
        MG|MDG|450|261|Madagascar|Madagaskar|
        MH|MHL|584|692|Marshall Islands|Marshallinseln|
        MK|MKD|807|389|North Macedonia|Nordmazedonien|Macedonia;Mazedonien;Macédoine du Nord
        ML|MLI|466|223|Mali|Mali|
        MM|MMR|104|95|Myanmar|Myanmar|Burma
        MN|MNG|496|976|Mongolia|Mongolei|Mongolie
        MO|MAC|446|853|Macao|Macau|
        MP|MNP|580|1|Northern Mariana Islands|Nördliche Marianen|
        MQ|MTQ|474|596|Martinique|Martinique|
        MR|MRT|478|222|Mauritania|Mauretanien|Mauritanie
        MS|MSR|500|1|Montserrat|Montserrat|
        MT|MLT|470|356|Malta|Malta|Malte
        MU|MUS|480|230|Mauritius|Mauritius|Île Maurice
        MV|MDV|462|960|Maldives|Malediven|
        MW|MWI|454|265|Malawi|Malawi|
        MX|MEX|484|52|Mexico|Mexiko|México;Mexique;Méjico
        MY|MYS|458|60|Malaysia|Malaysia|Malaisie
        MZ|MOZ|508|258|Mozambique|Mosambik|
        NA|NAM|516|264|Namibia|Namibia|Namibie
        NC|NCL|540|687|New Caledonia|Neukaledonien|Nouvelle-Calédonie
        NE|NER|562|227|Niger|Niger|
        NF|NFK|574|672|Norfolk Island|Norfolkinsel|
        NG|NGA|566|234|Nigeria|Nigeria|
        NI|NIC|558|505|Nicaragua|Nicaragua|
        NL|NLD|528|31|Netherlands|Niederlande|Holland;The Netherlands;Nederland;Pays-Bas;Países Bajos;Paesi Bassi;\
        Hollande;Olanda;HOL
        NO|NOR|578|47|Norway|Norwegen|N;Norge;Norvège;Noruega;Noreg
        NP|NPL|524|977|Nepal|Nepal|Népal
        NR|NRU|520|674|Nauru|Nauru|
        NU|NIU|570|683|Niue|Niue|
        NZ|NZL|554|64|New Zealand|Neuseeland|Nouvelle-Zélande;Nueva Zelanda;Aotearoa
        OM|OMN|512|968|Oman|Oman|
        PA|PAN|591|507|Panama|Panama|Panamá
        PE|PER|604|51|Peru|Peru|Perú;Pérou
        PF|PYF|258|689|French Polynesia|Französisch-Polynesien|Polynésie française;Tahiti
        PG|PNG|598|675|Papua New Guinea|Papua-Neuguinea|
        PH|PHL|608|63|Philippines|Philippinen|Filipinas;Pilipinas
        PK|PAK|586|92|Pakistan|Pakistan|
        PL|POL|616|48|Poland|Polen|Polska;Pologne;Polonia
        PM|SPM|666|508|Saint Pierre and Miquelon|St. Pierre und Miquelon|
        PN|PCN|612|64|Pitcairn|Pitcairninseln|
        PR|PRI|630|1|Puerto Rico|Puerto Rico|
        PS|PSE|275|970|Palestine|Palästina|State of Palestine
        PT|PRT|620|351|Portugal|Portugal|
        PW|PLW|585|680|Palau|Palau|
        PY|PRY|600|595|Paraguay|Paraguay|
        QA|QAT|634|974|Qatar|Katar|
        RE|REU|638|262|Réunion|Réunion|La Réunion
        RO|ROU|642|40|Romania|Rumänien|România;Roumanie;Rumania
        RS|SRB|688|381|Serbia|Serbien|Srbija;Serbie;Србија
        RU|RUS|643|7|Russia|Russland|Russian Federation;Russische Föderation;Rußland;Russie;Rusia;Россия
        RW|RWA|646|250|Rwanda|Ruanda|
        SA|SAU|682|966|Saudi Arabia|Saudi-Arabien|Arabie saoudite;KSA;Kingdom of Saudi Arabia
        SB|SLB|90|677|Solomon Islands|Salomonen|
        SC|SYC|690|248|Seychelles|Seychellen|
        SD|SDN|729|249|Sudan|Sudan|
        SE|SWE|752|46|Sweden|Schweden|Sverige;Suède;Suecia;Zweden;Svezia
        SG|SGP|702|65|Singapore|Singapur|Singapour
        SH|SHN|654|290|Saint Helena, Ascension and Tristan da Cunha|St. Helena, Ascension und Tristan da Cunha|Saint \
        Helena
        SI|SVN|705|386|Slovenia|Slowenien|SLO;Slovenija;Slovénie;Eslovenia
        SJ|SJM|744|47|Svalbard and Jan Mayen|Spitzbergen und Jan Mayen|Svalbard
        SK|SVK|703|421|Slovakia|Slowakei|Slovensko;Slovaquie;Eslovaquia;Slovak Republic;Slowakische Republik
        SL|SLE|694|232|Sierra Leone|Sierra Leone|
        SM|SMR|674|378|San Marino|San Marino|
        SN|SEN|686|221|Senegal|Senegal|Sénégal
        SO|SOM|706|252|Somalia|Somalia|Somalie
        SR|SUR|740|597|Suriname|Suriname|
        SS|SSD|728|211|South Sudan|Südsudan|
        ST|STP|678|239|São Tomé and Príncipe|São Tomé und Príncipe|
        SV|SLV|222|503|El Salvador|El Salvador|
        SX|SXM|534|1|Sint Maarten|Sint Maarten|
        SY|SYR|760|963|Syria|Syrien|Syrian Arab Republic;Syrie
        SZ|SWZ|748|268|Eswatini|Eswatini|Swaziland;Swasiland
        TC|TCA|796|1|Turks and Caicos Islands|Turks- und Caicosinseln|
        TD|TCD|148|235|Chad|Tschad|Tchad
        TF|ATF|260|262|French Southern Territories|Französische Süd- und Antarktisgebiete|
        TG|TGO|768|228|Togo|Togo|
        TH|THA|764|66|Thailand|Thailand|Thaïlande
        TJ|TJK|762|992|Tajikistan|Tadschikistan|
        TK|TKL|772|690|Tokelau|Tokelau|
        TL|TLS|626|670|Timor-Leste|Timor-Leste|East Timor;Osttimor
        TM|TKM|795|993|Turkmenistan|Turkmenistan|
        TN|TUN|788|216|Tunisia|Tunesien|Tunisie;Túnez
        TO|TON|776|676|Tonga|Tonga|
        TR|TUR|792|90|Türkiye|Türkei|Turkey;Turquie;Turquía;Turchia
        TT|TTO|780|1|Trinidad and Tobago|Trinidad und Tobago|Trinidad
        TV|TUV|798|688|Tuvalu|Tuvalu|
        TW|TWN|158|886|Taiwan|Taiwan|Taiwan, Province of China;臺灣;台灣;ROC
        TZ|TZA|834|255|Tanzania|Tansania|United Republic of Tanzania
        UA|UKR|804|380|Ukraine|Ukraine|Україна;Ucrania
        UG|UGA|800|256|Uganda|Uganda|Ouganda
        UM|UMI|581|1|United States Minor Outlying Islands|Amerikanische Überseeinseln|
        US|USA|840|1|United States|Vereinigte Staaten|U.S.;United States of America;Vereinigte Staaten von Amerika;\
        Amerika;America;\
        États-Unis;Estados Unidos;EE.UU.;EEUU;Stati Uniti;Verenigde Staten;The United States;Etats-Unis d'Amérique;EUA
        UY|URY|858|598|Uruguay|Uruguay|
        UZ|UZB|860|998|Uzbekistan|Usbekistan|
        VA|VAT|336|39|Holy See|Vatikanstadt|Vatican;Vatican City;Vatikan
        VC|VCT|670|1|Saint Vincent and the Grenadines|St. Vincent und die Grenadinen|
        VE|VEN|862|58|Venezuela|Venezuela|Bolivarian Republic of Venezuela
        VG|VGB|92|1|British Virgin Islands|Britische Jungferninseln|
        VI|VIR|850|1|U.S. Virgin Islands|Amerikanische Jungferninseln|Virgin Islands (U.S.)
        VN|VNM|704|84|Vietnam|Vietnam|Viet Nam;Việt Nam
        VU|VUT|548|678|Vanuatu|Vanuatu|
        WF|WLF|876|681|Wallis and Futuna|Wallis und Futuna|
        WS|WSM|882|685|Samoa|Samoa|
        YE|YEM|887|967|Yemen|Jemen|Yémen
        YT|MYT|175|262|Mayotte|Mayotte|
        ZA|ZAF|710|27|South Africa|Südafrika|RSA;Afrique du Sud;Sudáfrica;Suid-Afrika
        ZM|ZMB|894|260|Zambia|Sambia|
        ZW|ZWE|716|263|Zimbabwe|Simbabwe|
        XK|XKX|0|383|Kosovo|Kosovo|Kosova;RKS
        """
}
