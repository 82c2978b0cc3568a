/// ISO 3166-2: country|code:name/other names. Made from Debian's iso-codes by Benchmarks/region_table.py
enum RegionTableAtoF {
    static let lines = """
        AR|A:Salta;B:Buenos Aires;C:Ciudad Autónoma de Buenos Aires;D:San Luis;E:Entre Ríos;F:La Rioja;G:Santiago \
        del Estero;H:Chaco;J:San Juan;K:Catamarca;L:La Pampa;M:Mendoza;N:Misiones;P:Formosa;Q:Neuquén;R:Río Negro;\
        S:Santa Fe;T:Tucumán;U:Chubut;V:Tierra del Fuego;W:Corrientes;X:Córdoba;Y:Jujuy;Z:Santa Cruz
        AT|1:Burgenland;2:Kärnten;3:Niederösterreich;4:Oberösterreich;5:Salzburg;6:Steiermark;7:Tirol;8:Vorarlberg;\
        9:Wien
        AU|ACT:Australian Capital Territory;NSW:New South Wales;NT:Northern Territory;QLD:Queensland;SA:South \
        Australia;TAS:Tasmania;VIC:Victoria;WA:Western Australia
        BE|BRU:Brussels Hoofdstedelijk Gewest;VAN:Antwerpen;VBR:Vlaams-Brabant;VLG:Vlaams Gewest;VLI:Limburg;\
        VOV:Oost-Vlaanderen;VWV:West-Vlaanderen;WAL:Région wallonne/wallonne;WBR:Brabant wallon;WHT:Hainaut;\
        WLG:Liège;WLX:Luxembourg;WNA:Namur
        BG|01:Blagoevgrad;02:Burgas;03:Varna;04:Veliko Tarnovo;05:Vidin;06:Vratsa;07:Gabrovo;08:Dobrich;\
        09:Kardzhali;10:Kyustendil;11:Lovech;12:Montana;13:Pazardzhik;14:Pernik;15:Pleven;16:Plovdiv;17:Razgrad;\
        18:Ruse;19:Silistra;20:Sliven;21:Smolyan;22:Sofia;23:Sofia;24:Stara Zagora;25:Targovishte;26:Haskovo;\
        27:Shumen;28:Yambol
        BR|AC:Acre;AL:Alagoas;AM:Amazonas;AP:Amapá;BA:Bahia;CE:Ceará;DF:Distrito Federal;ES:Espírito Santo;GO:Goiás;\
        MA:Maranhão;MG:Minas Gerais;MS:Mato Grosso do Sul;MT:Mato Grosso;PA:Pará;PB:Paraíba;PE:Pernambuco;PI:Piauí;\
        PR:Paraná;RJ:Rio de Janeiro;RN:Rio Grande do Norte;RO:Rondônia;RR:Roraima;RS:Rio Grande do Sul;SC:Santa \
        Catarina;SE:Sergipe;SP:São Paulo;TO:Tocantins
        CA|AB:Alberta;BC:British Columbia;MB:Manitoba;NB:New Brunswick;NL:Newfoundland and Labrador;NS:Nova Scotia;\
        NT:Northwest Territories;NU:Nunavut;ON:Ontario;PE:Prince Edward Island;QC:Quebec;SK:Saskatchewan;YT:Yukon
        CH|AG:Aargau;AI:Appenzell Innerrhoden;AR:Appenzell Ausserrhoden;BE:Bern;BL:Basel-Landschaft;BS:Basel-Stadt;\
        FR:Freiburg;GE:Genève;GL:Glarus;GR:Graubünden;JU:Jura;LU:Luzern;NE:Neuchâtel;NW:Nidwalden;OW:Obwalden;\
        SG:Sankt Gallen;SH:Schaffhausen;SO:Solothurn;SZ:Schwyz;TG:Thurgau;TI:Ticino;UR:Uri;VD:Vaud;VS:Valais;ZG:Zug;\
        ZH:Zürich
        CN|AH:Anhui Sheng;BJ:Beijing Shi;CQ:Chongqing Shi;FJ:Fujian Sheng;GD:Guangdong Sheng;GS:Gansu Sheng;\
        GX:Guangxi Zhuangzu Zizhiqu;GZ:Guizhou Sheng;HA:Henan Sheng;HB:Hubei Sheng;HE:Hebei Sheng;HI:Hainan Sheng;\
        HK:Hong Kong SAR;HL:Heilongjiang Sheng;HN:Hunan Sheng;JL:Jilin Sheng;JS:Jiangsu Sheng;JX:Jiangxi Sheng;\
        LN:Liaoning Sheng;MO:Macao SAR;NM:Nei Mongol Zizhiqu;NX:Ningxia Huizi Zizhiqu;QH:Qinghai Sheng;SC:Sichuan \
        Sheng;SD:Shandong Sheng;SH:Shanghai Shi;SN:Shaanxi Sheng;SX:Shanxi Sheng;TJ:Tianjin Shi;TW:Taiwan Sheng;\
        XJ:Xinjiang Uygur Zizhiqu;XZ:Xizang Zizhiqu;YN:Yunnan Sheng;ZJ:Zhejiang Sheng
        CZ|10:Hlavní město Praha/Praha;20:Středočeský kraj;201:Benešov;202:Beroun;203:Kladno;204:Kolín;205:Kutná \
        Hora;206:Mělník;207:Mladá Boleslav;208:Nymburk;209:Praha-východ;20A:Praha-západ;20B:Příbram;20C:Rakovník;\
        31:Jihočeský kraj;311:České Budějovice;312:Český Krumlov;313:Jindřichův Hradec;314:Písek;315:Prachatice;\
        316:Strakonice;317:Tábor;32:Plzeňský kraj;321:Domažlice;322:Klatovy;323:Plzeň-město;324:Plzeň-jih;\
        325:Plzeň-sever;326:Rokycany;327:Tachov;41:Karlovarský kraj;411:Cheb;412:Karlovy Vary;413:Sokolov;\
        42:Ústecký kraj;421:Děčín;422:Chomutov;423:Litoměřice;424:Louny;425:Most;426:Teplice;427:Ústí nad Labem;\
        51:Liberecký kraj;511:Česká Lípa;512:Jablonec nad Nisou;513:Liberec;514:Semily;52:Královéhradecký kraj;\
        521:Hradec Králové;522:Jičín;523:Náchod;524:Rychnov nad Kněžnou;525:Trutnov;53:Pardubický kraj;531:Chrudim;\
        532:Pardubice;533:Svitavy;534:Ústí nad Orlicí;63:Kraj Vysočina;631:Havlíčkův Brod;632:Jihlava;633:Pelhřimov;\
        634:Třebíč;635:Žďár nad Sázavou;64:Jihomoravský kraj;641:Blansko;642:Brno-město;643:Brno-venkov;644:Břeclav;\
        645:Hodonín;646:Vyškov;647:Znojmo;71:Olomoucký kraj;711:Jeseník;712:Olomouc;713:Prostějov;714:Přerov;\
        715:Šumperk;72:Zlínský kraj;721:Kroměříž;722:Uherské Hradiště;723:Vsetín;724:Zlín;80:Moravskoslezský kraj;\
        801:Bruntál;802:Frýdek-Místek;803:Karviná;804:Nový Jičín;805:Opava;806:Ostrava-město
        DE|BB:Brandenburg;BE:Berlin;BW:Baden-Württemberg;BY:Bayern;HB:Bremen;HE:Hessen;HH:Hamburg;\
        MV:Mecklenburg-Vorpommern;NI:Niedersachsen;NW:Nordrhein-Westfalen;RP:Rheinland-Pfalz;SH:Schleswig-Holstein;\
        SL:Saarland;SN:Sachsen;ST:Sachsen-Anhalt;TH:Thüringen
        DK|81:Nordjylland;82:Midtjylland;83:Syddanmark;84:Hovedstaden;85:Sjælland
        EE|130:Alutaguse;141:Anija;142:Antsla;171:Elva;184:Haapsalu;191:Haljala;198:Harku;205:Hiiumaa;\
        214:Häädemeeste;245:Jõelähtme;247:Jõgeva;251:Jõhvi;255:Järva;272:Kadrina;283:Kambja;284:Kanepi;291:Kastre;\
        293:Kehtna;296:Keila;303:Kihnu;305:Kiili;317:Kohila;321:Kohtla-Järve;338:Kose;353:Kuusalu;37:Harjumaa;\
        39:Hiiumaa;424:Loksa;430:Lääneranna;431:Lääne-Harju;432:Luunja;441:Lääne-Nigula;442:Lüganuse;446:Maardu;\
        45:Ida-Virumaa;478:Muhu;480:Mulgi;486:Mustvee;50:Jõgevamaa;503:Märjamaa;511:Narva;514:Narva-Jõesuu;\
        52:Järvamaa;528:Nõo;557:Otepää;56:Läänemaa;567:Paide;586:Peipsiääre;60:Lääne-Virumaa;615:Põhja-Sakala;\
        618:Põltsamaa;622:Põlva;624:Pärnu;638:Põhja-Pärnumaa;64:Põlvamaa;651:Raasiku;653:Rae;661:Rakvere;\
        663:Rakvere;668:Rapla;68:Pärnumaa;689:Ruhnu;698:Rõuge;708:Räpina;71:Raplamaa;712:Saarde;714:Saaremaa;\
        719:Saku;726:Saue;732:Setomaa;735:Sillamäe;74:Saaremaa;784:Tallinn;79:Tartumaa;792:Tapa;793:Tartu;796:Tartu;\
        803:Toila;809:Tori;81:Valgamaa;824:Tõrva;834:Türi;84:Viljandimaa;855:Valga;87:Võrumaa;890:Viimsi;\
        897:Viljandi;899:Viljandi;901:Vinni;903:Viru-Nigula;907:Vormsi;917:Võru;919:Võru;928:Väike-Maarja
        ES|A:Alacant;AB:Albacete;AL:Almería;AV:Ávila;B:Barcelona;BA:Badajoz;BI:Bizkaia;BU:Burgos;C:A Coruña/La \
        Coruña;CA:Cádiz;CC:Cáceres;CO:Córdoba;CR:Ciudad Real;CS:Castelló;CU:Cuenca;GC:Las Palmas;GI:Girona/Gerona;\
        GR:Granada;GU:Guadalajara;H:Huelva;HU:Huesca;J:Jaén;L:Lleida/Lérida;LE:León;LO:La Rioja;LU:Lugo;M:Madrid;\
        MA:Málaga;MU:Murcia;NA:Nafarroa;O:Asturias;OR:Ourense/Orense;P:Palencia;PM:Illes Balears/Islas Baleares;\
        PO:Pontevedra;S:Cantabria;SA:Salamanca;SE:Sevilla;SG:Segovia;SO:Soria;SS:Gipuzkoa;T:Tarragona;TE:Teruel;\
        TF:Santa Cruz de Tenerife;TO:Toledo;V:Valencia;VA:Valladolid;VI:Araba;Z:Zaragoza;ZA:Zamora;AN:Andalucía;\
        AR:Aragón;AS:Principado de Asturias;CB:Cantabria;CE:Ceuta;CL:Castilla y León;CM:Castilla-La Mancha;\
        CN:Canarias;CT:Catalunya/Cataluña;EX:Extremadura;GA:Galicia;IB:Illes Balears;MC:Región de Murcia;\
        MD:Comunidad de Madrid;ML:Melilla;NC:Nafarroako Foru Komunitatea;PV:Euskal Herria;RI:La Rioja;VC:Comunidad \
        Valenciana/Valenciana
        FI|01:Åland;02:Etelä-Karjala;03:Etelä-Pohjanmaa;04:Etelä-Savo;05:Kainuu;06:Kanta-Häme;07:Keski-Pohjanmaa;\
        08:Keski-Suomi;09:Kymenlaakso;10:Lappi;11:Pirkanmaa;12:Pohjanmaa;13:Pohjois-Karjala;14:Pohjois-Pohjanmaa;\
        15:Pohjois-Savo;16:Päijät-Häme;17:Satakunta;18:Uusimaa;19:Varsinais-Suomi
        FR|01:Ain;02:Aisne;03:Allier;04:Alpes-de-Haute-Provence;05:Hautes-Alpes;06:Alpes-Maritimes;07:Ardèche;\
        08:Ardennes;09:Ariège;10:Aube;11:Aude;12:Aveyron;13:Bouches-du-Rhône;14:Calvados;15:Cantal;16:Charente;\
        17:Charente-Maritime;18:Cher;19:Corrèze;21:Côte-d'Or;22:Côtes-d'Armor;23:Creuse;24:Dordogne;25:Doubs;\
        26:Drôme;27:Eure;28:Eure-et-Loir;29:Finistère;2A:Corse-du-Sud;2B:Haute-Corse;30:Gard;31:Haute-Garonne;\
        32:Gers;33:Gironde;34:Hérault;35:Ille-et-Vilaine;36:Indre;37:Indre-et-Loire;38:Isère;39:Jura;40:Landes;\
        41:Loir-et-Cher;42:Loire;43:Haute-Loire;44:Loire-Atlantique;45:Loiret;46:Lot;47:Lot-et-Garonne;48:Lozère;\
        49:Maine-et-Loire;50:Manche;51:Marne;52:Haute-Marne;53:Mayenne;54:Meurthe-et-Moselle;55:Meuse;56:Morbihan;\
        57:Moselle;58:Nièvre;59:Nord;60:Oise;61:Orne;62:Pas-de-Calais;63:Puy-de-Dôme;64:Pyrénées-Atlantiques;\
        65:Hautes-Pyrénées;66:Pyrénées-Orientales;67:Bas-Rhin;68:Haut-Rhin;69:Rhône;70:Haute-Saône;\
        71:Saône-et-Loire;72:Sarthe;73:Savoie;74:Haute-Savoie;75:Paris;76:Seine-Maritime;77:Seine-et-Marne;\
        78:Yvelines;79:Deux-Sèvres;80:Somme;81:Tarn;82:Tarn-et-Garonne;83:Var;84:Vaucluse;85:Vendée;86:Vienne;\
        87:Haute-Vienne;88:Vosges;89:Yonne;90:Territoire de Belfort;91:Essonne;92:Hauts-de-Seine;\
        93:Seine-Saint-Denis;94:Val-de-Marne;95:Val-d'Oise;20R:Corse;971:Guadeloupe;972:Martinique;973:Guyane;\
        974:La Réunion;976:Mayotte;ARA:Auvergne-Rhône-Alpes;BFC:Bourgogne-Franche-Comté;BL:Saint-Barthélemy;\
        BRE:Bretagne;CP:Clipperton;CVL:Centre-Val de Loire;GES:Grand-Est;GF:Guyane;GP:Guadeloupe;\
        HDF:Hauts-de-France;IDF:Île-de-France;MF:Saint-Martin;MQ:Martinique;NAQ:Nouvelle-Aquitaine;\
        NC:Nouvelle-Calédonie;NOR:Normandie;OCC:Occitanie;PAC:Provence-Alpes-Côte-d’Azur;PDL:Pays-de-la-Loire;\
        PF:Polynésie française;PM:Saint-Pierre-et-Miquelon;RE:La Réunion;TF:Terres australes françaises;\
        WF:Wallis-et-Futuna;YT:Mayotte
        """
}
