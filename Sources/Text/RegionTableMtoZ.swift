/// ISO 3166-2: country|code:name/other names. Made from Debian's iso-codes by Benchmarks/region_table.py
enum RegionTableMtoZ {
    static let lines = """
        MX|AGU:Aguascalientes;BCN:Baja California;BCS:Baja California Sur;CAM:Campeche;CHH:Chihuahua;CHP:Chiapas;\
        CMX:Ciudad de México;COA:Coahuila de Zaragoza;COL:Colima;DUR:Durango;GRO:Guerrero;GUA:Guanajuato;\
        HID:Hidalgo;JAL:Jalisco;MEX:México;MIC:Michoacán de Ocampo;MOR:Morelos;NAY:Nayarit;NLE:Nuevo León;\
        OAX:Oaxaca;PUE:Puebla;QUE:Querétaro;ROO:Quintana Roo;SIN:Sinaloa;SLP:San Luis Potosí;SON:Sonora;TAB:Tabasco;\
        TAM:Tamaulipas;TLA:Tlaxcala;VER:Veracruz de Ignacio de la Llave;YUC:Yucatán;ZAC:Zacatecas
        MY|01:Johor;02:Kedah;03:Kelantan;04:Melaka;05:Negeri Sembilan;06:Pahang;07:Pulau Pinang;08:Perak;09:Perlis;\
        10:Selangor;11:Terengganu;12:Sabah;13:Sarawak;14:Wilayah Persekutuan Kuala Lumpur;15:Wilayah Persekutuan \
        Labuan;16:Wilayah Persekutuan Putrajaya
        NL|AW:Aruba;BQ1:Bonaire;BQ2:Saba;BQ3:Sint Eustatius;CW:Curaçao;DR:Drenthe;FL:Flevoland;FR:Fryslân;\
        GE:Gelderland;GR:Groningen;LI:Limburg;NB:Noord-Brabant;NH:Noord-Holland;OV:Overijssel;SX:Sint Maarten;\
        UT:Utrecht;ZE:Zeeland;ZH:Zuid-Holland
        NO|03:Oslo;11:Rogaland;15:Møre og Romsdal;18:Nordland;21:Svalbard;22:Jan Mayen;30:Viken;34:Innlandet;\
        38:Vestfold og Telemark;42:Agder;46:Vestland;50:Trööndelage;54:Romssa ja Finnmárkku
        NZ|AUK:Auckland;BOP:Bay of Plenty;CAN:Canterbury;CIT:Chatham Islands Territory;GIS:Gisborne;HKB:Hawke's Bay;\
        MBH:Marlborough;MWT:Manawatu-Wanganui;NSN:Nelson;NTL:Northland;OTA:Otago;STL:Southland;TAS:Tasman;\
        TKI:Taranaki;WGN:Wellington;WKO:Waikato;WTC:West Coast
        PL|02:Dolnośląskie;04:Kujawsko-pomorskie;06:Lubelskie;08:Lubuskie;10:Łódzkie;12:Małopolskie;14:Mazowieckie;\
        16:Opolskie;18:Podkarpackie;20:Podlaskie;22:Pomorskie;24:Śląskie;26:Świętokrzyskie;28:Warmińsko-mazurskie;\
        30:Wielkopolskie;32:Zachodniopomorskie
        PT|01:Aveiro;02:Beja;03:Braga;04:Bragança;05:Castelo Branco;06:Coimbra;07:Évora;08:Faro;09:Guarda;10:Leiria;\
        11:Lisboa;12:Portalegre;13:Porto;14:Santarém;15:Setúbal;16:Viana do Castelo;17:Vila Real;18:Viseu;20:Região \
        Autónoma dos Açores;30:Região Autónoma da Madeira
        RO|AB:Alba;AG:Argeș;AR:Arad;B:București;BC:Bacău;BH:Bihor;BN:Bistrița-Năsăud;BR:Brăila;BT:Botoșani;\
        BV:Brașov;BZ:Buzău;CJ:Cluj;CL:Călărași;CS:Caraș-Severin;CT:Constanța;CV:Covasna;DB:Dâmbovița;DJ:Dolj;\
        GJ:Gorj;GL:Galați;GR:Giurgiu;HD:Hunedoara;HR:Harghita;IF:Ilfov;IL:Ialomița;IS:Iași;MH:Mehedinți;\
        MM:Maramureș;MS:Mureș;NT:Neamț;OT:Olt;PH:Prahova;SB:Sibiu;SJ:Sălaj;SM:Satu Mare;SV:Suceava;TL:Tulcea;\
        TM:Timiș;TR:Teleorman;VL:Vâlcea;VN:Vrancea;VS:Vaslui
        RU|AD:Respublika Adygeja/Adygeja;AL:Respublika Altaj/Altaj;ALT:Altajskij kraj;AMU:Amurskaja oblast';\
        ARK:Arhangel'skaja oblast';AST:Astrahanskaja oblast';BA:Respublika Bashkortostan/Bashkortostan;\
        BEL:Belgorodskaja oblast';BRY:Brjanskaja oblast';BU:Respublika Burjatija/Burjatija;CE:Chechenskaya \
        Respublika;CHE:Chelyabinskaya oblast';CHU:Chukotskiy avtonomnyy okrug;CU:Chuvashskaya Respublika;\
        DA:Respublika Dagestan/Dagestan;IN:Respublika Ingushetiya/Ingushetiya;IRK:Irkutskaja oblast';\
        IVA:Ivanovskaja oblast';KAM:Kamchatskiy kray;KB:Kabardino-Balkarskaja Respublika;\
        KC:Karachayevo-Cherkesskaya Respublika;KDA:Krasnodarskij kraj;KEM:Kemerovskaja oblast';KGD:Kaliningradskaja \
        oblast';KGN:Kurganskaja oblast';KHA:Habarovskij kraj;KHM:Hanty-Mansijskij avtonomnyj okrug;KIR:Kirovskaja \
        oblast';KK:Respublika Hakasija/Hakasija;KL:Respublika Kalmykija/Kalmykija;KLU:Kaluzhskaya oblast';\
        KO:Respublika Komi/Komi;KOS:Kostromskaja oblast';KR:Respublika Karelija/Karelija;KRS:Kurskaja oblast';\
        KYA:Krasnojarskij kraj;LEN:Leningradskaja oblast';LIP:Lipeckaja oblast';MAG:Magadanskaja oblast';\
        ME:Respublika Marij Èl/Marij Èl;MO:Respublika Mordovija/Mordovija;MOS:Moskovskaja oblast';MOW:Moskva;\
        MUR:Murmanskaja oblast';NEN:Neneckij avtonomnyj okrug;NGR:Novgorodskaja oblast';NIZ:Nizhegorodskaya oblast';\
        NVS:Novosibirskaja oblast';OMS:Omskaja oblast';ORE:Orenburgskaja oblast';ORL:Orlovskaja oblast';\
        PER:Permskij kraj;PNZ:Penzenskaja oblast';PRI:Primorskij kraj;PSK:Pskovskaja oblast';ROS:Rostovskaja \
        oblast';RYA:Rjazanskaja oblast';SA:Respublika Saha/Saha;SAK:Sahalinskaja oblast';SAM:Samarskaja oblast';\
        SAR:Saratovskaja oblast';SE:Respublika Severnaja Osetija/Severnaja Osetija;SMO:Smolenskaja oblast';\
        SPE:Sankt-Peterburg;STA:Stavropol'skij kraj;SVE:Sverdlovskaja oblast';TA:Respublika Tatarstan/Tatarstan;\
        TAM:Tambovskaja oblast';TOM:Tomskaja oblast';TUL:Tul'skaja oblast';TVE:Tverskaja oblast';TY:Respublika \
        Tyva/Tyva;TYU:Tjumenskaja oblast';UD:Udmurtskaja Respublika;ULY:Ul'janovskaja oblast';VGG:Volgogradskaja \
        oblast';VLA:Vladimirskaja oblast';VLG:Vologodskaja oblast';VOR:Voronezhskaya oblast';YAN:Jamalo-Neneckij \
        avtonomnyj okrug;YAR:Jaroslavskaja oblast';YEV:Evrejskaja avtonomnaja oblast';ZAB:Zabajkal'skij kraj
        SE|AB:Stockholms län;AC:Västerbottens län;BD:Norrbottens län;C:Uppsala län;D:Södermanlands län;\
        E:Östergötlands län;F:Jönköpings län;G:Kronobergs län;H:Kalmar län;I:Gotlands län;K:Blekinge län;M:Skåne \
        län;N:Hallands län;O:Västra Götalands län;S:Värmlands län;T:Örebro län;U:Västmanlands län;W:Dalarnas län;\
        X:Gävleborgs län;Y:Västernorrlands län;Z:Jämtlands län
        SK|BC:Banskobystrický kraj;BL:Bratislavský kraj;KI:Košický kraj;NI:Nitriansky kraj;PV:Prešovský kraj;\
        TA:Trnavský kraj;TC:Trenčiansky kraj;ZI:Žilinský kraj
        TR|01:Adana;02:Adıyaman;03:Afyonkarahisar;04:Ağrı;05:Amasya;06:Ankara;07:Antalya;08:Artvin;09:Aydın;\
        10:Balıkesir;11:Bilecik;12:Bingöl;13:Bitlis;14:Bolu;15:Burdur;16:Bursa;17:Çanakkale;18:Çankırı;19:Çorum;\
        20:Denizli;21:Diyarbakır;22:Edirne;23:Elazığ;24:Erzincan;25:Erzurum;26:Eskişehir;27:Gaziantep;28:Giresun;\
        29:Gümüşhane;30:Hakkâri;31:Hatay;32:Isparta;33:Mersin;34:İstanbul;35:İzmir;36:Kars;37:Kastamonu;38:Kayseri;\
        39:Kırklareli;40:Kırşehir;41:Kocaeli;42:Konya;43:Kütahya;44:Malatya;45:Manisa;46:Kahramanmaraş;47:Mardin;\
        48:Muğla;49:Muş;50:Nevşehir;51:Niğde;52:Ordu;53:Rize;54:Sakarya;55:Samsun;56:Siirt;57:Sinop;58:Sivas;\
        59:Tekirdağ;60:Tokat;61:Trabzon;62:Tunceli;63:Şanlıurfa;64:Uşak;65:Van;66:Yozgat;67:Zonguldak;68:Aksaray;\
        69:Bayburt;70:Karaman;71:Kırıkkale;72:Batman;73:Şırnak;74:Bartın;75:Ardahan;76:Iğdır;77:Yalova;78:Karabük;\
        79:Kilis;80:Osmaniye;81:Düzce
        UA|05:Vinnytska oblast;07:Volynska oblast;09:Luhanska oblast;12:Dnipropetrovska oblast;14:Donetska oblast;\
        18:Zhytomyrska oblast;21:Zakarpatska oblast;23:Zaporizka oblast;26:Ivano-Frankivska oblast;30:Kyiv;\
        32:Kyivska oblast;35:Kirovohradska oblast;40:Sevastopol;43:Avtonomna Respublika Krym;46:Lvivska oblast;\
        48:Mykolaivska oblast;51:Odeska oblast;53:Poltavska oblast;56:Rivnenska oblast;59:Sumska oblast;\
        61:Ternopilska oblast;63:Kharkivska oblast;65:Khersonska oblast;68:Khmelnytska oblast;71:Cherkaska oblast;\
        74:Chernihivska oblast;77:Chernivetska oblast
        US|AK:Alaska;AL:Alabama;AR:Arkansas;AS:American Samoa;AZ:Arizona;CA:California;CO:Colorado;CT:Connecticut;\
        DC:District of Columbia;DE:Delaware;FL:Florida;GA:Georgia;GU:Guam;HI:Hawaii;IA:Iowa;ID:Idaho;IL:Illinois;\
        IN:Indiana;KS:Kansas;KY:Kentucky;LA:Louisiana;MA:Massachusetts;MD:Maryland;ME:Maine;MI:Michigan;\
        MN:Minnesota;MO:Missouri;MP:Northern Mariana Islands;MS:Mississippi;MT:Montana;NC:North Carolina;ND:North \
        Dakota;NE:Nebraska;NH:New Hampshire;NJ:New Jersey;NM:New Mexico;NV:Nevada;NY:New York;OH:Ohio;OK:Oklahoma;\
        OR:Oregon;PA:Pennsylvania;PR:Puerto Rico;RI:Rhode Island;SC:South Carolina;SD:South Dakota;TN:Tennessee;\
        TX:Texas;UM:United States Minor Outlying Islands;UT:Utah;VA:Virginia;VI:U.S. Virgin Islands/Virgin Islands;\
        VT:Vermont;WA:Washington;WI:Wisconsin;WV:West Virginia;WY:Wyoming
        ZA|EC:Eastern Cape;FS:Free State;GP:Gauteng;KZN:Kwazulu-Natal;LP:Limpopo;MP:Mpumalanga;NC:Northern Cape;\
        NW:North-West;WC:Western Cape
        """
}
