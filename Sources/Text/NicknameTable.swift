/// One group a line: a name, then its short, pet and variant forms; `_` stands for a space.
enum NicknameTable {
    static let lines = """
        Robert Rob Bob Robbie Bobby Bert Robin Rupert
        William Will Bill Billy Willy Willie Liam Wim
        Richard Rick Rich Dick Ricky Richie Dickie
        James Jim Jimmy Jamie Jem Jimbo
        John Jack Johnny Jon Johnnie Jackie Jock
        Jonathan Jon Johnny Nathan Jonny Johnathan
        Michael Mike Mick Mickey Micky Mikey Mitch Michel Micha Michi Mischa Mick
        Thomas Tom Tommy Thom Tam
        Charles Charlie Chuck Chas Charley Carl Chaz
        Christopher Chris Kit Topher Christoph Christophe Kristoffer
        Christian Chris Christer Kristian
        Daniel Dan Danny Dani Dannie
        Matthew Matt Mat Matty Mathew
        Matthias Matze Matti Hias Mathias Matt
        Mathieu Mat Matthieu Mathis
        Anthony Tony Ant Anton Antony
        Antonio Tonio Toni Toño Antón Nono
        Steven Steve Stephen Stevie Stephan Steph
        Stephen Steve Stevie Steven Steph Stephan
        Andrew Andy Drew Andi Andre
        Andreas Andi Andy Anders
        Joseph Joe Joey Jo Jos Jody
        Josef Sepp Seppi Jupp Pepi Joseph
        David Dave Davy Davey Davie
        Edward Ed Eddie Ted Ned Teddy Eddy Edwin
        Eduard Edi Ed Eddy
        Eduardo Edu Lalo Duardo
        Ronald Ron Ronnie Ronny
        Timothy Tim Timmy
        Kenneth Ken Kenny
        Joshua Josh
        Jeffrey Jeff Geoff Jeffery Geoffrey
        Geoffrey Geoff Jeff
        Gregory Greg Gregor Gregg
        Benjamin Ben Benny Benji Benno Benj
        Benedict Ben Benedikt Bennet Bene
        Samuel Sam Sammy
        Alexander Alex Al Sandy Xander Alec Lex Sascha Sasha Alexandre Aleksander Sander
        Alexandra Alex Sandra Sandy Lexi Alix Sasha Alexa
        Alexandre Alex Sacha
        Alejandro Álex Alex Jandro Ale
        Alejandra Álex Alex Ale
        Patrick Pat Paddy Rick Patric
        Nicholas Nick Nicky Nico Nicolas Nikolaus
        Nicolas Nico Nick Nicolau Klaus
        Nikolaus Klaus Nico Niklas Claus Nick
        Lawrence Larry Laurie Laurence Lars Lorenz
        Gerald Gerry Jerry Gerhard
        Gerard Gerry Gerhard Jerry
        Jeremy Jerry Jem Jez
        Jerome Jerry
        Raymond Ray
        Donald Don Donny Donnie
        Douglas Doug Dougie
        Peter Pete Petey Piet Peder
        Francis Frank Frankie Fran
        Frank Frankie Franklin
        Franklin Frank
        Walter Walt Wally Wat
        Arthur Art Artie
        Albert Al Bert Bertie Albie
        Alfred Al Fred Alf Alfie Freddy
        Alan Al Allan Allen
        Frederick Fred Freddy Freddie Rick Fredrick Frederic
        Frédéric Fred Frédo
        Eugene Gene
        Philip Phil Pip Phillip
        Philippe Phil
        Philipp Phil Lipp
        Bradley Brad
        Zachary Zach Zack Zac
        Theodore Ted Theo Teddy
        Théodore Theo
        Maxwell Max
        Maximilian Max Maxi Maxim
        Maxime Max
        Nathan Nate Nat
        Nathaniel Nate Nat Nathan
        Henry Harry Hank Hal Harald
        Harold Harry Hal
        Ernest Ernie Ernst
        Leonard Leo Len Lenny Leon
        Leonardo Leo Nardo
        Leopold Leo Poldi
        Vincent Vince Vinny Vin
        Victor Vic Vik
        Martin Marty Mart
        Stanley Stan
        Clifford Cliff
        Frederick Fritz
        Herbert Herb Bert Bertie
        Hubert Bert Hugh
        Norbert Bert Nobby
        Russell Russ Rusty
        Randall Randy
        Randolph Randy
        Rodney Rod
        Roderick Rod Rory
        Roland Rollo Rolli
        Simon Si Sy
        Sebastian Seb Basti Bastian Baz
        Sébastien Seb Bastien
        Terence Terry
        Theresa Terry Tess Tessa Tracy Resi Thea Therese Teresa
        Teresa Terry Tess Tere Maite Teri Theresa
        Valentine Val
        Wesley Wes
        Calvin Cal
        Cameron Cam
        Curtis Curt Kurt
        Dominic Dom Nick Dominik
        Dominique Dom Domi
        Emmanuel Manu Manny
        Manuel Manolo Manu Manny Lolo Manel
        Manuela Manu Ela
        Gabriel Gabe Gaby Gabi
        Gabrielle Gabby Gaby Gabi
        Gabriele Gabi Gaby
        Isaac Ike Zac
        Jacob Jake Jakob Jay
        Jakob Jacob Köbi Jaap
        Jason Jay
        Julian Jules
        Lewis Lew Lou Louis
        Louis Lou Louie Lewis
        Luke Lucas Lukas
        Marcus Marc Mark Markus
        Maurice Mo Morris
        Mohammed Mohamed Muhammad Mo Mohammad Mehmet
        Oliver Ollie Olly Noll
        Olivier Oli
        Oscar Ossie
        Reginald Reg Reggie Rex
        Stuart Stu Stewart
        Tobias Tobi Toby
        Toby Tobias
        Elizabeth Liz Beth Betty Lizzie Eliza Betsy Bess Libby Elisabeth Lisa Elsie Lilibet Ellie
        Elisabeth Lisa Elli Lisbeth Else Lilli Sissi Betti Ella Liesl Babette
        Élisabeth Babeth Lise Zabeth
        Isabel Isa Bel Chabela Isabella
        Isabelle Isa Belle Zabou
        Isabella Bella Izzy Isa Ella
        Margaret Maggie Meg Peggy Marge Margie Greta Madge Daisy Margo
        Margarete Grete Greta Gretel Margret Marga Gitte Gretchen
        Marguerite Margot Guite Maggie
        Margarita Marga Rita
        Katherine Kate Kathy Katie Kat Kathryn Katharine Kay Kit Kitty Katy
        Catherine Cathy Kate Cath Katie Kitty Kathy Cat Catharine
        Kathleen Kathy Kate Kath Katie
        Kathryn Kate Kathy Katie Kat
        Katharina Kathi Käthe Kati Katja Trina Katrin Katha
        Catalina Cata Lina
        Patricia Pat Patty Tricia Patti Trish Patsy Pati
        Jennifer Jen Jenny Jenn Jenna
        Barbara Barb Babs Barbie Bärbel Babsi Barbra
        Susan Sue Susie Suzy Suzie Susanna
        Susanne Susi Sanne Susa Suse
        Suzanne Suzy Suzie Sue Suzon
        Jessica Jess Jessie Jessy
        Rebecca Becky Becca Beck Reba
        Deborah Debbie Deb Debby Debra
        Debra Deb Debbie
        Stephanie Steph Stevie Steffi
        Stefanie Steffi Steff
        Stéphanie Steph Fanny
        Stefan Steff Steve Stephan
        Christine Chris Chrissy Tina Christy Chrissie Kristine Christa Christel Stine
        Christina Tina Chris Chrissy Christy Chrissie Kristina
        Cristina Cris Tina Cristi
        Samantha Sam Sammy Mandy
        Victoria Vicky Tori Vicki Vickie Vic
        Kimberly Kim Kimmy
        Amanda Mandy Manda Mandi
        Pamela Pam Pammy
        Cynthia Cindy Cyndi
        Angela Angie Ange Angel
        Angelika Geli Angie Angi
        Angelina Angie Lina
        Sandra Sandy Sandie
        Abigail Abby Gail Abbie
        Jacqueline Jackie Jacky Jacqui
        Judith Judy Jude Jutta
        Nicole Nicky Nikki Nicki Nico
        Nicola Nicky Nikki
        Natalie Nat Nattie Tally
        Nathalie Nath Nat
        Melissa Mel Missy Lissa
        Melanie Mel Meli Melly
        Michelle Shelly Mich Shell Chelle
        Michaela Michi Ela Micha
        Dorothy Dot Dottie Dolly Dora Dorrie
        Dorothea Doro Thea Dora Dörte
        Virginia Ginny Ginger
        Virginie Gigi Nini
        Frances Fran Franny Fanny Francie Frankie
        Franziska Franzi Fanny Fränzi Ziska
        Françoise Fanfan Fran
        Francisco Paco Fran Pancho Curro Kiko Paquito Francesc Cisco
        Francisca Paca Paqui Fran
        Francisco_Javier Javi Fran Javier
        Javier Javi Xavi Xavier
        Xavier Xavi Javi
        Philippa Pippa Pip
        Charlotte Lottie Charlie Lotte Lotti Charly Carlotta
        Eleanor Ellie Nell Nora Elle Nellie Elinor Leonor
        Danielle Dani Danni
        Daniela Dani Dany
        Olivia Liv Livvy Ollie
        Madison Maddie Maddy
        Madeleine Maddie Mado Lena Leni
        Magdalena Lena Magda Leni Malena
        Helena Lena Hella Leni
        Helene Leni Lene Hella
        Helen Nell Nellie Ellen
        Ann Annie Nan Nancy Anne Anna
        Anna Ann Annie Anne Anni Änne Nan Anja
        Hannah Hanna Anna
        Johanna Hanna Jo Hanne Joan
        Hannelore Hanne Lore Hanni
        Caroline Caro Carol Carrie Line Carolyn
        Carolin Caro Lina
        Carolina Caro Lina Carol
        Karoline Karo Line Lina
        Constance Connie
        Cassandra Cass Cassie Sandra
        Clarissa Clara Claire
        Diana Di
        Emily Em Emmy Millie
        Emilia Emmy Mila Emi
        Florence Flo Florrie Flossie
        Georgina Georgie Gina
        Gertrude Gert Trudy Gertie
        Gertrud Gerti Trude Trudi Gerda
        Gillian Gill Jill Gilly
        Gwendolyn Gwen Wendy
        Harriet Hattie Harry
        Jane Janie Jenny Jan
        Janet Jan Jenny Jannie
        Janice Jan
        Joanna Jo Joan
        Joanne Jo
        Josephine Jo Josie Fifi
        Joséphine Jo José
        Josefa Pepa Pepita Sefa
        Josefina Fina Pepa Jose
        Julia Julie Jules Jule
        Kristin Kris Kristi
        Lillian Lil Lily Lilly
        Linda Lin Lindy
        Lucille Lucy Lou
        Lucinda Lucy Cindy
        Lydia Lyddie
        Marilyn Mari Lyn
        Martha Marty Mattie Patty
        Mary Molly Polly Mae May Marie Mamie
        Maria Mia Mitzi Ria Marie Mari Mizzi
        María Mari Maruja Maribel
        Matilda Tilly Mattie Tilda
        Mathilde Tilly Hilde Tilda
        Mildred Millie
        Miriam Mimi Mim
        Rosemary Rose Rosie Romy
        Rosemarie Rosi Romy Rose
        Roberta Bobbie Robbie
        Sarah Sally Sadie Sara
        Sophia Sophie Sofia
        Tamara Tammy
        Valerie Val
        Véronique Véro Nique
        Veronica Ronnie Vero Roni
        Veronika Vroni Vera Roni
        Winifred Win Winnie Freddie
        Yvonne Vonnie
        Zoe Zo
        Johannes Hans Jo Hannes Johann Jan Hansi
        Hans-Peter HP Hans Hape Peter
        Hans-Jürgen Hans Hajo Jürgen
        Karl-Heinz Kalle Karl Heinz Karlheinz
        Karl Kalle Carl Charly
        Wolfgang Wolf Wolfi
        Friedrich Fritz Fred Friedel Fiete Rieck
        Heinrich Heinz Heini Hein Henrik Henry Hinnerk
        Jürgen Jogi Jörg
        Georg Schorsch Jörg Jürgen George
        George Georgie Jorge
        Manfred Manni Fred Manne
        Siegfried Sigi Siggi
        Sigrid Siggi Sigi
        Wilhelm Willi Willy Will Helmut
        Ludwig Lutz Lui Wiggerl
        Rudolf Rudi Rolf Rudolph
        Bernhard Bernd Berni Benno
        Bernard Bernie Barney
        Bernardo Berni
        Gerhard Gerd Gert Gerdi
        Günter Günni Gunther
        Joachim Achim Jochen Jo
        Hans-Joachim Hajo Hans Achim
        Ulrich Uli Ulli
        Ulrike Uli Ulli Rike
        Dietrich Dieter Dirk Didi
        Dieter Didi
        Reinhard Reini Hardy
        Eberhard Ebi Hardy
        Konrad Conny Kurt Konni
        Cornelia Conny Nele Corni Nelly
        Cornelius Neil Conny Nils
        Klaus Claus Niklas
        Torsten Thorsten Toto
        Florian Flo Flori
        Lukas Luki Luke Luca
        Fabian Fabi
        Fabienne Fabi
        Fabien Fab
        Valentin Valli Tin
        Ferdinand Ferdi Nando
        Ursula Uschi Ulla Ursel Uschy
        Gisela Gisi Gila
        Renate Nate Reni Rena
        Brigitte Gitte Biggi Gitta Brigit
        Birgit Biggi Gitte
        Ingeborg Inge Inga
        Hildegard Hilde Hildi Gardi
        Irmgard Irmi Irma
        Waltraud Traudl Traudi Wally
        Edeltraud Traudl Edel
        Marianne Nanni Janne
        Annemarie Anne Annemie Anni
        Anneliese Anne Lise Anni
        Liselotte Lilo Lotte Lisa
        Annette Anne Netti
        Antonia Toni Tonia
        Antoinette Toni Nettie
        Antoine Toine Toni
        Henriette Jette Henni
        Rosalie Rosi Rosa
        Therese Resi Thea
        Viktoria Vicky Vicki
        Jean-François Jeff Jean-Fran Jean
        Jean-Pierre JP Jean Pierre
        Jean-Claude JC Jean Claude
        Jean-Luc JL Jean Luc
        Jean-Paul JP Jean Paul
        Marie-Christine Marie Christine Maric
        Marie-Claude Marie Claude
        Anne-Marie Anne Marie Annie
        Guillaume Guigui Guy Will
        Aurélie Aure Lili
        Aurélien Aure
        Laurent Lolo
        Laurence Lolo Laurie
        Thierry Titi
        Jacques Jacky
        Clémence Clem
        Clément Clem
        Benoît Ben
        Bénédicte Béné
        Grégory Greg
        Émilie Mimi Em
        Amélie Amé Mélie
        Mélanie Mel
        Sylvie Syl
        Sophie Soso
        Valérie Val
        Corinne Coco
        Delphine Delf
        Julien Juju Jul
        Raphaël Raph Rafa
        Rafael Rafa Rafi
        Mickaël Mika Mike
        Louise Loulou Lou
        José Pepe Chepe Jose Josep
        José_Luis Pepe José Luis
        José_María Chema José
        José_Antonio José Toño
        Juan Juanito Juancho Joan
        Juan_Carlos Juanca Juan Carlos
        Ignacio Nacho Iñaki
        Jesús Chus Chuy Suso
        Fernando Nando Fer
        Guillermo Guille Memo Willy
        Enrique Quique Kike Rique
        Luis Lucho Luisito
        Miguel Micky Migue Miki
        Miguel_Ángel Miguel Miki
        Roberto Rober Beto Tito
        Alberto Tito Beto Berto
        Sergio Checo
        Santiago Santi Yago Diego Tiago
        Salvador Salva Chava
        Gregorio Goyo
        Gonzalo Gonza Chalo
        Vicente Chente Vicen
        Joaquín Quino Chimo Ximo
        Agustín Agus Tino
        Florentino Tino
        Constantino Tino
        Bartolomé Bartolo
        Ramón Moncho Mon
        Jaime Jaume Jimmy
        Jorge Jordi Coque
        Carlos Carlitos Charly
        Cristóbal Tobal
        Dolores Lola Loli Dori
        Concepción Concha Conchi Inma
        Inmaculada Inma
        Encarnación Encarna Encarni
        Mercedes Merche Meche
        Pilar Pili Piluca
        Rosario Charo Rosi
        Montserrat Montse
        Consuelo Chelo
        Beatriz Bea Bety
        Béatrice Béa
        Beatrice Bea Trixie
        Beatrix Bea Trixi
        Guadalupe Lupe
        Milagros Mila
        Soledad Sole Marisol
        Remedios Reme
        Asunción Asun
        Ascensión Ascen
        Esperanza Espe
        Antonia Toñi Toni
        Francesca Chicca Franca
        Giovanni Gianni Vanni
        Giuseppe Beppe Pino Peppe
        Luigi Gigi Gino
        Domenico Mimmo Nico
        Salvatore Totò Turi
        Vincenzo Enzo
        Lorenzo Enzo Renzo
        Filippo Pippo
        Aleksandra Ola Ala
        Małgorzata Gosia Małgosia
        Katarzyna Kasia
        Agnieszka Aga
        Joanna Asia
        Piotr Piotrek
        Krzysztof Krzysiek
        Stanisław Staszek
        Cornelis Kees Cor
        Johannes Joop Jan Hans
        Hendrik Henk Rik
        Gerrit Gert
        Pieter Piet
        Søren Sören Søre
        Mehmet Memo
        Mustafa Musti
        """
}
