/// ISO 3166-2: country|code:name/other names. Made from Debian's iso-codes by Benchmarks/region_table.py
enum RegionTableGtoL {
    static let lines = """
        GB|ABC:Armagh City, Banbridge and Craigavon;ABD:Aberdeenshire;ABE:Aberdeen City;AGB:Argyll and Bute;\
        AGY:Isle of Anglesey/Sir Ynys Môn;AND:Ards and North Down;ANN:Antrim and Newtownabbey;ANS:Angus;BAS:Bath \
        and North East Somerset;BBD:Blackburn with Darwen;BCP:Bournemouth, Christchurch and Poole;BDF:Bedford;\
        BDG:Barking and Dagenham;BEN:Brent;BEX:Bexley;BFS:Belfast City;BGE:Bridgend/Pen-y-bont ar Ogwr;BGW:Blaenau \
        Gwent;BIR:Birmingham;BKM:Buckinghamshire;BNE:Barnet;BNH:Brighton and Hove;BNS:Barnsley;BOL:Bolton;\
        BPL:Blackpool;BRC:Bracknell Forest;BRD:Bradford;BRY:Bromley;BST:City of Bristol/Bristol;BUR:Bury;\
        CAM:Cambridgeshire;CAY:Caerphilly/Caerffili;CBF:Central Bedfordshire;CCG:Causeway Coast and Glens;\
        CGN:Ceredigion/Sir Ceredigion;CHE:Cheshire East;CHW:Cheshire West and Chester;CLD:Calderdale;\
        CLK:Clackmannanshire;CMA:Cumbria;CMD:Camden;CMN:Carmarthenshire/Sir Gaerfyrddin;CON:Cornwall;COV:Coventry;\
        CRF:Cardiff/Caerdydd;CRY:Croydon;CWY:Conwy;DAL:Darlington;DBY:Derbyshire;DEN:Denbighshire/Sir Ddinbych;\
        DER:Derby;DEV:Devon;DGY:Dumfries and Galloway;DNC:Doncaster;DND:Dundee City;DOR:Dorset;DRS:Derry and \
        Strabane;DUD:Dudley;DUR:County Durham/Durham;EAL:Ealing;EAY:East Ayrshire;EDH:City of Edinburgh/Edinburgh;\
        EDU:East Dunbartonshire;ELN:East Lothian;ELS:Eilean Siar;ENF:Enfield;ENG:England;ERW:East Renfrewshire;\
        ERY:East Riding of Yorkshire;ESS:Essex;ESX:East Sussex;FAL:Falkirk;FIF:Fife;FLN:Flintshire/Sir y Fflint;\
        FMO:Fermanagh and Omagh;GAT:Gateshead;GLG:Glasgow City;GLS:Gloucestershire;GRE:Greenwich;GWN:Gwynedd;\
        HAL:Halton;HAM:Hampshire;HAV:Havering;HCK:Hackney;HEF:Herefordshire;HIL:Hillingdon;HLD:Highland;\
        HMF:Hammersmith and Fulham;HNS:Hounslow;HPL:Hartlepool;HRT:Hertfordshire;HRW:Harrow;HRY:Haringey;IOS:Isles \
        of Scilly;IOW:Isle of Wight;ISL:Islington;IVC:Inverclyde;KEC:Kensington and Chelsea;KEN:Kent;KHL:Kingston \
        upon Hull;KIR:Kirklees;KTT:Kingston upon Thames;KWL:Knowsley;LAN:Lancashire;LBC:Lisburn and Castlereagh;\
        LBH:Lambeth;LCE:Leicester;LDS:Leeds;LEC:Leicestershire;LEW:Lewisham;LIN:Lincolnshire;LIV:Liverpool;LND:City \
        of London;LUT:Luton;MAN:Manchester;MDB:Middlesbrough;MDW:Medway;MEA:Mid and East Antrim;MIK:Milton Keynes;\
        MLN:Midlothian;MON:Monmouthshire/Sir Fynwy;MRT:Merton;MRY:Moray;MTY:Merthyr Tydfil/Merthyr Tudful;\
        MUL:Mid-Ulster;NAY:North Ayrshire;NBL:Northumberland;NEL:North East Lincolnshire;NET:Newcastle upon Tyne;\
        NFK:Norfolk;NGM:Nottingham;NIR:Northern Ireland;NLK:North Lanarkshire;NLN:North Lincolnshire;NMD:Newry, \
        Mourne and Down;NSM:North Somerset;NTH:Northamptonshire;NTL:Neath Port Talbot/Castell-nedd Port Talbot;\
        NTT:Nottinghamshire;NTY:North Tyneside;NWM:Newham;NWP:Newport/Casnewydd;NYK:North Yorkshire;OLD:Oldham;\
        ORK:Orkney Islands;OXF:Oxfordshire;PEM:Pembrokeshire/Sir Benfro;PKN:Perth and Kinross;PLY:Plymouth;\
        POR:Portsmouth;POW:Powys;PTE:Peterborough;RCC:Redcar and Cleveland;RCH:Rochdale;RCT:Rhondda Cynon \
        Taff/Rhondda CynonTaf;RDB:Redbridge;RDG:Reading;RFW:Renfrewshire;RIC:Richmond upon Thames;ROT:Rotherham;\
        RUT:Rutland;SAW:Sandwell;SAY:South Ayrshire;SCB:Scottish Borders;SCT:Scotland;SFK:Suffolk;SFT:Sefton;\
        SGC:South Gloucestershire;SHF:Sheffield;SHN:St. Helens;SHR:Shropshire;SKP:Stockport;SLF:Salford;SLG:Slough;\
        SLK:South Lanarkshire;SND:Sunderland;SOL:Solihull;SOM:Somerset;SOS:Southend-on-Sea;SRY:Surrey;\
        STE:Stoke-on-Trent;STG:Stirling;STH:Southampton;STN:Sutton;STS:Staffordshire;STT:Stockton-on-Tees;STY:South \
        Tyneside;SWA:Swansea/Abertawe;SWD:Swindon;SWK:Southwark;TAM:Tameside;TFW:Telford and Wrekin;THR:Thurrock;\
        TOB:Torbay;TOF:Torfaen/Tor-faen;TRF:Trafford;TWH:Tower Hamlets;VGL:The Vale of Glamorgan/Vale of \
        Glamorgan/Bro Morgannwg;WAR:Warwickshire;WBK:West Berkshire;WDU:West Dunbartonshire;WFT:Waltham Forest;\
        WGN:Wigan;WIL:Wiltshire;WKF:Wakefield;WLL:Walsall;WLN:West Lothian;WLS:Wales/Cymru;WLV:Wolverhampton;\
        WND:Wandsworth;WNM:Windsor and Maidenhead;WOK:Wokingham;WOR:Worcestershire;WRL:Wirral;WRT:Warrington;\
        WRX:Wrexham/Wrecsam;WSM:Westminster;WSX:West Sussex;YOR:York;ZET:Shetland Islands
        GR|69:Ágion Óros;A:Anatolikí Makedonía kai Thráki;B:Kentrikí Makedonía;C:Dytikí Makedonía;D:Ípeiros;\
        E:Thessalía;F:Ionía Nísia;G:Dytikí Elláda;H:Stereá Elláda;I:Attikí;J:Pelopónnisos;K:Vóreio Aigaío;L:Nótio \
        Aigaío;M:Kríti
        HR|01:Zagrebačka županija;02:Krapinsko-zagorska županija;03:Sisačko-moslavačka županija;04:Karlovačka \
        županija;05:Varaždinska županija;06:Koprivničko-križevačka županija;07:Bjelovarsko-bilogorska županija;\
        08:Primorsko-goranska županija;09:Ličko-senjska županija;10:Virovitičko-podravska županija;\
        11:Požeško-slavonska županija;12:Brodsko-posavska županija;13:Zadarska županija;14:Osječko-baranjska \
        županija;15:Šibensko-kninska županija;16:Vukovarsko-srijemska županija;17:Splitsko-dalmatinska županija;\
        18:Istarska županija;19:Dubrovačko-neretvanska županija;20:Međimurska županija;21:Grad Zagreb
        HU|BA:Baranya;BC:Békéscsaba;BE:Békés;BK:Bács-Kiskun;BU:Budapest;BZ:Borsod-Abaúj-Zemplén;CS:Csongrád;\
        DE:Debrecen;DU:Dunaújváros;EG:Eger;ER:Érd;FE:Fejér;GS:Győr-Moson-Sopron;GY:Győr;HB:Hajdú-Bihar;HE:Heves;\
        HV:Hódmezővásárhely;JN:Jász-Nagykun-Szolnok;KE:Komárom-Esztergom;KM:Kecskemét;KV:Kaposvár;MI:Miskolc;\
        NK:Nagykanizsa;NO:Nógrád;NY:Nyíregyháza;PE:Pest;PS:Pécs;SD:Szeged;SF:Székesfehérvár;SH:Szombathely;\
        SK:Szolnok;SN:Sopron;SO:Somogy;SS:Szekszárd;ST:Salgótarján;SZ:Szabolcs-Szatmár-Bereg;TB:Tatabánya;TO:Tolna;\
        VA:Vas;VE:Veszprém;VM:Veszprém;ZA:Zala;ZE:Zalaegerszeg
        IE|C:Connaught;CE:Clare;CN:Cavan;CO:Cork;CW:Carlow;D:Dublin;DL:Donegal;G:Galway;KE:Kildare;KK:Kilkenny;\
        KY:Kerry;L:Leinster;LD:Longford;LH:Louth;LK:Limerick;LM:Leitrim;LS:Laois;M:Munster;MH:Meath;MN:Monaghan;\
        MO:Mayo;OY:Offaly;RN:Roscommon;SO:Sligo;TA:Tipperary;U:Ulster;WD:Waterford;WH:Westmeath;WW:Wicklow;\
        WX:Wexford
        IN|AN:Andaman and Nicobar Islands;AP:Andhra Pradesh;AR:Arunāchal Pradesh;AS:Assam;BR:Bihār;CH:Chandīgarh;\
        CT:Chhattīsgarh;DH:Dādra and Nagar Haveli and Damān and Diu;DL:Delhi;GA:Goa;GJ:Gujarāt;HP:Himāchal Pradesh;\
        HR:Haryāna;JH:Jhārkhand;JK:Jammu and Kashmīr;KA:Karnātaka;KL:Kerala;LA:Ladākh;LD:Lakshadweep;MH:Mahārāshtra;\
        ML:Meghālaya;MN:Manipur;MP:Madhya Pradesh;MZ:Mizoram;NL:Nāgāland;OR:Odisha;PB:Punjab;PY:Puducherry;\
        RJ:Rājasthān;SK:Sikkim;TG:Telangāna;TN:Tamil Nādu;TR:Tripura;UP:Uttar Pradesh;UT:Uttarākhand;WB:West Bengal
        IS|1:Höfuðborgarsvæði;2:Suðurnes;3:Vesturland;4:Vestfirðir;5:Norðurland vestra;6:Norðurland eystra;\
        7:Austurland;8:Suðurland;AKH:Akrahreppur;AKN:Akraneskaupstaður;AKU:Akureyrarbær;ARN:Árneshreppur;\
        ASA:Ásahreppur;BFJ:Borgarfjarðarhreppur;BLA:Bláskógabyggð;BLO:Blönduósbær;BOG:Borgarbyggð;\
        BOL:Bolungarvíkurkaupstaður;DAB:Dalabyggð;DAV:Dalvíkurbyggð;DJU:Djúpavogshreppur;EOM:Eyja- og \
        Miklaholtshreppur;EYF:Eyjafjarðarsveit;FJD:Fjarðabyggð;FJL:Fjallabyggð;FLA:Flóahreppur;FLD:Fljótsdalshérað;\
        FLR:Fljótsdalshreppur;GAR:Garðabær;GOG:Grímsnes- og Grafningshreppur;GRN:Grindavíkurbær;\
        GRU:Grundarfjarðarbær;GRY:Grýtubakkahreppur;HAF:Hafnarfjarðarkaupstaður;HEL:Helgafellssveit;HRG:Hörgársveit;\
        HRU:Hrunamannahreppur;HUT:Húnavatnshreppur;HUV:Húnaþing vestra;HVA:Hvalfjarðarsveit;HVE:Hveragerðisbær;\
        ISA:Ísafjarðarbær;KAL:Kaldrananeshreppur;KJO:Kjósarhreppur;KOP:Kópavogsbær;LAN:Langanesbyggð;\
        MOS:Mosfellsbær;MYR:Mýrdalshreppur;NOR:Norðurþing;RGE:Rangárþing eystra;RGY:Rangárþing ytra;\
        RHH:Reykhólahreppur;RKN:Reykjanesbær;RKV:Reykjavíkurborg;SBH:Svalbarðshreppur;SBT:Svalbarðsstrandarhreppur;\
        SDN:Suðurnesjabær;SDV:Súðavíkurhreppur;SEL:Seltjarnarnesbær;SEY:Seyðisfjarðarkaupstaður;SFA:Sveitarfélagið \
        Árborg;SHF:Sveitarfélagið Hornafjörður;SKF:Skaftárhreppur;SKG:Skagabyggð;SKO:Skorradalshreppur;\
        SKU:Skútustaðahreppur;SNF:Snæfellsbær;SOG:Skeiða- og Gnúpverjahreppur;SOL:Sveitarfélagið Ölfus;\
        SSF:Sveitarfélagið Skagafjörður;SSS:Sveitarfélagið Skagaströnd;STR:Strandabyggð;STY:Stykkishólmsbær;\
        SVG:Sveitarfélagið Vogar;TAL:Tálknafjarðarhreppur;THG:Þingeyjarsveit;TJO:Tjörneshreppur;\
        VEM:Vestmannaeyjabær;VER:Vesturbyggð;VOP:Vopnafjarðarhreppur
        IT|AL:Alessandria;AN:Ancona;AP:Ascoli Piceno;AQ:L'Aquila;AR:Arezzo;AT:Asti;AV:Avellino;BA:Bari;BG:Bergamo;\
        BI:Biella;BL:Belluno;BN:Benevento;BO:Bologna;BR:Brindisi;BS:Brescia;BT:Barletta-Andria-Trani;CA:Cagliari;\
        CB:Campobasso;CE:Caserta;CH:Chieti;CN:Cuneo;CO:Como;CR:Cremona;CS:Cosenza;CT:Catania;CZ:Catanzaro;\
        FC:Forlì-Cesena;FE:Ferrara;FG:Foggia;FI:Firenze;FM:Fermo;FR:Frosinone;GE:Genova;GR:Grosseto;IM:Imperia;\
        IS:Isernia;KR:Crotone;LC:Lecco;LE:Lecce;LI:Livorno;LO:Lodi;LT:Latina;LU:Lucca;MB:Monza e Brianza;\
        MC:Macerata;ME:Messina;MI:Milano;MN:Mantova;MO:Modena;MS:Massa-Carrara;MT:Matera;NA:Napoli;NO:Novara;\
        NU:Nuoro;OR:Oristano;PA:Palermo;PC:Piacenza;PD:Padova;PE:Pescara;PG:Perugia;PI:Pisa;PO:Prato;PR:Parma;\
        PT:Pistoia;PU:Pesaro e Urbino;PV:Pavia;PZ:Potenza;RA:Ravenna;RC:Reggio Calabria;RE:Reggio Emilia;RI:Rieti;\
        RM:Roma;RN:Rimini;RO:Rovigo;SA:Salerno;SI:Siena;SO:Sondrio;SP:La Spezia;SS:Sassari;SU:Sud Sardegna;\
        SV:Savona;TA:Taranto;TE:Teramo;TO:Torino;TR:Terni;TV:Treviso;VA:Varese;VB:Verbano-Cusio-Ossola;VC:Vercelli;\
        VE:Venezia;VI:Vicenza;VR:Verona;VT:Viterbo;VV:Vibo Valentia;21:Piemonte;23:Val d'Aoste;25:Lombardia;\
        32:Trentino-Alto Adige;34:Veneto;36:Friuli Venezia Giulia;42:Liguria;45:Emilia-Romagna;52:Toscana;55:Umbria;\
        57:Marche;62:Lazio;65:Abruzzo;67:Molise;72:Campania;75:Puglia;77:Basilicata;78:Calabria;82:Sicilia;\
        88:Sardegna;AG:Agrigento;BZ:Bolzano;CL:Caltanissetta;EN:Enna;GO:Gorizia;PN:Pordenone;RG:Ragusa;SR:Siracusa;\
        TN:Trento;TP:Trapani;TS:Trieste;UD:Udine
        JP|01:Hokkaido;02:Aomori;03:Iwate;04:Miyagi;05:Akita;06:Yamagata;07:Fukushima;08:Ibaraki;09:Tochigi;\
        10:Gunma;11:Saitama;12:Chiba;13:Tokyo;14:Kanagawa;15:Niigata;16:Toyama;17:Ishikawa;18:Fukui;19:Yamanashi;\
        20:Nagano;21:Gifu;22:Shizuoka;23:Aichi;24:Mie;25:Shiga;26:Kyoto;27:Osaka;28:Hyogo;29:Nara;30:Wakayama;\
        31:Tottori;32:Shimane;33:Okayama;34:Hiroshima;35:Yamaguchi;36:Tokushima;37:Kagawa;38:Ehime;39:Kochi;\
        40:Fukuoka;41:Saga;42:Nagasaki;43:Kumamoto;44:Oita;45:Miyazaki;46:Kagoshima;47:Okinawa
        LT|01:Akmenė;02:Alytaus miestas;03:Alytus;04:Anykščiai;05:Birštono;06:Biržai;07:Druskininkai;08:Elektrėnai;\
        09:Ignalina;10:Jonava;11:Joniškis;12:Jurbarkas;13:Kaišiadorys;14:Kalvarijos;15:Kauno miestas;16:Kaunas;\
        17:Kazlų Rūdos;18:Kėdainiai;19:Kelmė;20:Klaipėdos miestas;21:Klaipėda;22:Kretinga;23:Kupiškis;24:Lazdijai;\
        25:Marijampolė;26:Mažeikiai;27:Molėtai;28:Neringa;29:Pagėgiai;30:Pakruojis;31:Palangos miestas;32:Panevėžio \
        miestas;33:Panevėžys;34:Pasvalys;35:Plungė;36:Prienai;37:Radviliškis;38:Raseiniai;39:Rietavo;40:Rokiškis;\
        41:Šakiai;42:Šalčininkai;43:Šiaulių miestas;44:Šiauliai;45:Šilalė;46:Šilutė;47:Širvintos;48:Skuodas;\
        49:Švenčionys;50:Tauragė;51:Telšiai;52:Trakai;53:Ukmergė;54:Utena;55:Varėna;56:Vilkaviškis;57:Vilniaus \
        miestas;58:Vilnius;59:Visaginas;60:Zarasai;AL:Alytaus apskritis;KL:Klaipėdos apskritis;KU:Kauno apskritis;\
        MR:Marijampolės apskritis;PN:Panevėžio apskritis;SA:Šiaulių apskritis;TA:Tauragės apskritis;TE:Telšių \
        apskritis;UT:Utenos apskritis;VL:Vilniaus apskritis
        LU|CA:Capellen;CL:Clerf;DI:Diekirch;EC:Echternach;ES:Esch an der Alzette;GR:Grevenmacher;LU:Luxembourg;\
        ME:Mersch;RD:Redange;RM:Remich;VD:Veianen;WI:Wiltz
        LV|001:Aglonas novads;002:Aizkraukles novads;003:Aizputes novads;004:Aknīstes novads;005:Alojas novads;\
        006:Alsungas novads;007:Alūksnes novads;008:Amatas novads;009:Apes novads;010:Auces novads;011:Ādažu novads;\
        012:Babītes novads;013:Baldones novads;014:Baltinavas novads;015:Balvu novads;016:Bauskas novads;\
        017:Beverīnas novads;018:Brocēnu novads;019:Burtnieku novads;020:Carnikavas novads;021:Cesvaines novads;\
        022:Cēsu novads;023:Ciblas novads;024:Dagdas novads;025:Daugavpils novads;026:Dobeles novads;027:Dundagas \
        novads;028:Durbes novads;029:Engures novads;030:Ērgļu novads;031:Garkalnes novads;032:Grobiņas novads;\
        033:Gulbenes novads;034:Iecavas novads;035:Ikšķiles novads;036:Ilūkstes novads;037:Inčukalna novads;\
        038:Jaunjelgavas novads;039:Jaunpiebalgas novads;040:Jaunpils novads;041:Jelgavas novads;042:Jēkabpils \
        novads;043:Kandavas novads;044:Kārsavas novads;045:Kocēnu novads;046:Kokneses novads;047:Krāslavas novads;\
        048:Krimuldas novads;049:Krustpils novads;050:Kuldīgas novads;051:Ķeguma novads;052:Ķekavas novads;\
        053:Lielvārdes novads;054:Limbažu novads;055:Līgatnes novads;056:Līvānu novads;057:Lubānas novads;\
        058:Ludzas novads;059:Madonas novads;060:Mazsalacas novads;061:Mālpils novads;062:Mārupes novads;\
        063:Mērsraga novads;064:Naukšēnu novads;065:Neretas novads;066:Nīcas novads;067:Ogres novads;068:Olaines \
        novads;069:Ozolnieku novads;070:Pārgaujas novads;071:Pāvilostas novads;072:Pļaviņu novads;073:Preiļu novads;\
        074:Priekules novads;075:Priekuļu novads;076:Raunas novads;077:Rēzeknes novads;078:Riebiņu novads;079:Rojas \
        novads;080:Ropažu novads;081:Rucavas novads;082:Rugāju novads;083:Rundāles novads;084:Rūjienas novads;\
        085:Salas novads;086:Salacgrīvas novads;087:Salaspils novads;088:Saldus novads;089:Saulkrastu novads;\
        090:Sējas novads;091:Siguldas novads;092:Skrīveru novads;093:Skrundas novads;094:Smiltenes novads;\
        095:Stopiņu novads;096:Strenču novads;097:Talsu novads;098:Tērvetes novads;099:Tukuma novads;100:Vaiņodes \
        novads;101:Valkas novads;102:Varakļānu novads;103:Vārkavas novads;104:Vecpiebalgas novads;105:Vecumnieku \
        novads;106:Ventspils novads;107:Viesītes novads;108:Viļakas novads;109:Viļānu novads;110:Zilupes novads;\
        DGV:Daugavpils;JEL:Jelgava;JKB:Jēkabpils;JUR:Jūrmala;LPX:Liepāja;REZ:Rēzekne;RIX:Rīga;VEN:Ventspils;\
        VMR:Valmiera
        """
}
