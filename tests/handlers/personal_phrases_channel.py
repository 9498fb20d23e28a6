"""Said to others in a channel: cases of people who are helped, and what colleagues say of each other and of telephones.

Every person, number and case is invented. Both lists were fixed, and the detector measured on them, before anything was
tuned to the first; nothing was ever tuned to the `FRESH` ones. The figures stand in `docs/personal-data.md`.
"""

ALARMS = (
    "N. N. pide ayuda",
    "Juan Pérez, venezolano, pide refugio",
    "la señora María Quispe necesita atención médica",
    "Yolimar Rondón duerme en el terminal con sus dos hijos",
    "Ayer vino Carlos Urbina, lo deportan el lunes",
    "Hay que ver el caso de J. R., 15 años, sola en Tumbes",
    "Elvis Mavares perdió sus papeles y lo quieren expulsar",
    "La señora Carmen Yépez está embarazada y no la atienden en la posta",
    "El señor Wilfredo Arias tiene cáncer y no tiene seguro",
    "Rosalba Pinto, colombiana, está detenida en el aeropuerto",
    "Les paso a Dayana Colina, víctima de violencia, busca albergue",
    "A Maikel Rojas le negaron la solicitud de refugio",
    "El celular de la señora Rosalba Pinto es 987 654 321",
    "Nos escribió Karelys Mora, su bebé está enfermo y no la reciben en emergencia",
    "Ana María Flores, migrante, fue golpeada por su pareja",
    "Mrs. Keila Urbina needs medical care, she has no papers",
    "Juan Pérez, Venezuelan, is asking for asylum",
    "J. P., 14, arrived alone from Ecuador and needs shelter",
    "Maria Colmenares was evicted with her two kids",
    "Please call Luis Arteaga, refugee, +51 987 654 321",
)
CALM = (
    "Rosa de UNICEF está de licencia por maternidad",
    "mi colega está enferma, no viene hoy",
    "el celular del hotel es 987 654 321",
    "Ana Torres está enferma, la reemplaza Luis Paredes",
    "Carlos está con descanso médico hasta el viernes",
    "Lucía está embarazada y sale de licencia en mayo, hay que designar alterno",
    "Felicitaciones a Paola Ramos, nuestra oficial, que está embarazada",
    "Pedro tiene covid, se conecta por Zoom",
    "Nuestra colega María Pérez tiene cáncer, juntemos para unas flores",
    "La hija de Rosa está enferma, hoy trabaja desde casa",
    "El proveedor del coffee break es Julio Ramos, 987 654 321",
    "Número del chofer para mañana: José Díaz, 987 654 321",
    "El taxi de la misión lo maneja Luis Soto, cel. 912 345 678",
    "Contacto del restaurante: Carmen Salas 945 222 333",
    "Sofía de ACNUR se fracturó el pie y no podrá ir a Tumbes",
    "Marta de OIM está de duelo, reprogramemos",
    "My colleague Ana is ill today, Luis will chair",
    "Peter from UNFPA is on maternity cover until June",
    "The caterer is Carmen Salas, +51 945 222 333",
    "Laura is pregnant, her leave starts on 3 May",
)

FRESH_ALARMS = (
    "La señora Nohemí Carrasquel está embarazada y duerme en la plaza",
    "R. M. solicita refugio y no tiene dónde quedarse",
    "Yuber Colina, venezolano, lo detuvieron en la frontera",
    "El niño Santiago, de 6 años, está solo en el albergue",
    "Luz Dary Ospina, colombiana, pide protección para ella y sus hijas",
    "La señora Petra Huamán necesita medicinas para la diabetes",
    "Mr. Jean Baptiste is undocumented and sleeps on the street",
    "Yenifer Salcedo asks for asylum, she fled with her son",
    "El teléfono de Yenifer Salcedo, solicitante de refugio, es 956 111 222",
    "Un señor haitiano, Pierre Louis, pide ayuda para su familia",
)
FRESH_CALM = (
    "Teresa de la OIT está con licencia de maternidad hasta agosto",
    "Hoy no viene Jorge, está enfermo",
    "Nuestra asistente Carla está embarazada, busquemos reemplazo para julio",
    "El electricista se llama Raúl Soto, 912 345 678",
    "Celular de la recepción del hotel: 998 877 665, preguntar por Milagros",
    "Andrea está enferma, ¿alguien puede presentar su punto?",
    "El hijo de Marco está enfermo, llegará tarde a la reunión",
    "Diana is ill, so Paul will take the minutes",
    "Our interpreter is Laura Díaz, 987 111 222",
    "Elena from IOM is on sick leave this week",
)
