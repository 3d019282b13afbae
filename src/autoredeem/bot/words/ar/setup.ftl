### إعداد الخادم: اللوحة وإعداداتها، ومن غيّر ماذا.

panel-title = autoredeem
panel-title-of = autoredeem · { $game }
panel-not-set-up = لم يُعِدّ أحد البوت على هذا الخادم بعد. يمكن لمن لديه صلاحية «إدارة الخادم» أن يفعل ذلك هنا في دقيقة.
panel-on = الاستبدال التلقائي مفعّل: تُستبدل رموز الهدايا الجديدة لجميع الأعضاء.
panel-off = الاستبدال التلقائي متوقف: لا تُستبدل الرموز إلا عندما يطلب أحد المشرفين ذلك.
panel-members =
    { $count ->
        [zero] لا يوجد أعضاء بعد.
        [one] عضو واحد.
        [two] عضوان.
        [few] { $count } أعضاء.
        [many] { $count } عضوًا.
       *[other] { $count } عضو.
    }
panel-runs =
    { $count ->
        [zero] لا يُستبدل أي رمز الآن.
        [one] يُستبدل رمز واحد الآن.
        [two] يُستبدل رمزان الآن.
        [few] تُستبدل { $count } رموز الآن.
        [many] يُستبدل { $count } رمزًا الآن.
       *[other] يُستبدل { $count } رمز الآن.
    }
panel-asked =
    { $count ->
        [zero] لا حسابات تنتظر قرارك: «{ button-block-list }».
        [one] ⚠️ حساب واحد ينتظر قرارك: «{ button-block-list }».
        [two] ⚠️ حسابان ينتظران قرارك: «{ button-block-list }».
        [few] ⚠️ { $count } حسابات تنتظر قرارك: «{ button-block-list }».
        [many] ⚠️ { $count } حسابًا تنتظر قرارك: «{ button-block-list }».
       *[other] ⚠️ { $count } حساب تنتظر قرارك: «{ button-block-list }».
    }
panel-for-players = سجّل مرة واحدة بالأمر { $command-enroll }، وسيستبدل البوت كل رمز هدية لك.
panel-games = في هذا الخادم أكثر من لعبة، ولكل منها أعضاؤها ورموزها وإعداداتها. اختر لعبة لتديرها.

settings-title = الإعدادات
settings-missing = ما ينقص
settings-game = اللعبة: { $game }
settings-games = الألعاب: { $games }
settings-channel = قناة النتائج: { $channel }
settings-role = المشرفون، إلى جانب من لديهم صلاحية «إدارة الخادم»: { $role }
settings-state =
    { $title ->
        [kingshot] المملكة الافتراضية: { $state }
       *[wos] الولاية الافتراضية: { $state }
    }
settings-enrolling = من يحق له تسجيل من: { $who }
settings-language = اللغة: { $language }
settings-switch-on = الاستبدال التلقائي: مفعّل
settings-switch-off = الاستبدال التلقائي: متوقف
settings-share-on = مشاركة ما يُعثر عليه هنا: نعم
settings-share-off = مشاركة ما يُعثر عليه هنا: لا
settings-share = هل تشاركون ما تجدونه؟
    .why = إذا عثر خادم آخر يشارك أيضًا على الرمز نفسه وكان يعمل، حصل عليه كل الخوادم. ولا يعرف أحد من عثر عليه. اضغط «{ button-share-on }» لذلك، ويمكنك تغييره في أي وقت.
nothing-chosen = غير محدد
language-of-each = لغة كل شخص

missing-title = اختر اللعبة أولًا. كل ما عداها يتبعها.
missing-channel = قناة للنتائج: يعرض فيها البوت سير العمل ونتيجة كل رمز.
channel-gone = لم تعد قناة النتائج ({ $channel }) موجودة: اختر قناة أخرى.
channel-forbidden = لا يُسمح للبوت بالكتابة في { $channel }: اسمح له برؤية القناة وإرسال الرسائل وتضمين الروابط، أو اختر قناة أخرى.
missing-state =
    { $title ->
        [kingshot] المملكة الافتراضية: تطلبها اللعبة لكل لاعب.
       *[wos] الولاية الافتراضية: تطلبها اللعبة لكل لاعب.
    }
missing-switch = الاستبدال التلقائي متوقف: فعّله لتُستبدل الرموز الجديدة تلقائيًا.

hint-title = أي لعبة؟
hint-titles = أي لعبة، أو أي ألعاب؟
hint-channel = قناة النتائج
hint-role = رتبة المشرفين
hint-enrolling = من يحق له تسجيل من؟
hint-language = أي لغة؟

button-state =
    { $title ->
        [kingshot] المملكة الافتراضية
       *[wos] الولاية الافتراضية
    }
button-switch-on = تفعيل الاستبدال التلقائي
button-switch-off = إيقاف الاستبدال التلقائي
button-share-on = مشاركة ما نجده
button-share-off = إيقاف المشاركة
button-more = المزيد
button-audit = من فعل ماذا
button-newest = الأحدث
button-older = الأقدم

form-state-title =
    { $title ->
        [kingshot] المملكة الافتراضية
       *[wos] الولاية الافتراضية
    }
form-state-label =
    { $title ->
        [kingshot] المملكة (فارغ: بلا)
       *[wos] الولاية (فارغ: بلا)
    }

error-no-such-title = لا يخدم البوت هذه اللعبة.
error-foreign-channel = لا يجد البوت هذه القناة في هذا الخادم. اختر قناة من هذا الخادم يستطيع البوت رؤيتها.
error-foreign-role = لا يجد البوت هذه الرتبة في هذا الخادم. اختر رتبة من هذا الخادم.
error-lookup = لم يُجب ديسكورد البوت. لم يتغيّر شيء. من فضلك حاول مرة أخرى بعد دقيقة.
change-title = تغيير اللعبة إلى { $game }؟
    .stops =
        { $count ->
            [zero] تتوقف { $game } في هذا الخادم: يُوقف الاستبدال التلقائي لها.
            [one] تتوقف { $game } في هذا الخادم: يُوقف الاستبدال التلقائي لها وتتوقف عملية جارية واحدة.
            [two] تتوقف { $game } في هذا الخادم: يُوقف الاستبدال التلقائي لها وتتوقف عمليتان جاريتان.
            [few] تتوقف { $game } في هذا الخادم: يُوقف الاستبدال التلقائي لها وتتوقف { $count } عمليات جارية.
            [many] تتوقف { $game } في هذا الخادم: يُوقف الاستبدال التلقائي لها وتتوقف { $count } عملية جارية.
           *[other] تتوقف { $game } في هذا الخادم: يُوقف الاستبدال التلقائي لها وتتوقف { $count } عملية جارية.
        }
    .keeps = لا يُحذف شيء: يبقى أعضاؤها ورموزها وإعداداتها لحين عودتك. ولـ { $other } أعضاء وإعدادات خاصة بها تحددها بعد ذلك.
    .stays = لا يُحذف شيء: تعود أعضاؤها ورموزها وإعداداتها حين تضيفها من جديد.
only-title = الإبقاء على { $game } وحدها؟

hint-trail-who = أفعال مَن؟ (فارغ: الجميع)
hint-trail-what = عن ماذا؟
trail-all = عن كل شيء
trail-settings = الإعدادات
trail-members = قائمة الأعضاء
trail-codes = أكواد الهدايا
trail-runs = استبدال الأكواد
trail-players = حسابات اللاعبين أنفسهم
trail-none-such = لا شيء من هذا بين أحدث السجلات.

audit-title = من فعل ماذا
audit-empty = لم يُغيَّر شيء على هذا الخادم بعد.
audit-nobody = شخص ما
audit-forgotten-user = شخص ما ({ $mark })
audit-operator = مشغّل البوت
audit-set-title = اختار اللعبة: { $game }
audit-set-no-title = أزال اللعبة: { $game }
audit-set-channel = اختار قناة للنتائج: { $channel }
audit-set-no-channel = ألغى قناة النتائج
audit-set-role = اختار رتبة للمشرفين: { $role }
audit-set-no-role = ألغى رتبة المشرفين
audit-set-state =
    { $title ->
        [kingshot] حدّد المملكة الافتراضية: { $state }
       *[wos] حدّد الولاية الافتراضية: { $state }
    }
audit-set-no-state =
    { $title ->
        [kingshot] ألغى المملكة الافتراضية
       *[wos] ألغى الولاية الافتراضية
    }
audit-set-enrolling = غيّر من يحق له تسجيل من
audit-set-language = اختار لغة: { $language }
audit-set-no-language = يتحدث البوت مع كل شخص بلغته
audit-set-on = فعّل الاستبدال التلقائي
audit-set-sharing-on = سمح بمشاركة الرموز التي يُعثر عليها هنا
audit-set-sharing-off = أبقى الرموز التي يُعثر عليها هنا لهذا الخادم
audit-blocked = حظر هذا الخادم، بصفته مشغّل البوت
audit-unblocked = رفع الحظر عن هذا الخادم، بصفته مشغّل البوت
audit-set-off = أوقف الاستبدال التلقائي

button-watch = القنوات المراقَبة
watch-title = القنوات المراقَبة
watch-how = يقرأ البوت الرسائل الجديدة في هذه القنوات ويأخذ رموز الهدايا منها: من رسائل المشرفين، ومن القنوات التي تُتابَع هناك، ومن الويبهوك والبوتات التي تختارها. وما ينشره غيرهم يضع عليه ❓: انقر عليها لأخذه. وتقول التفاعلات ما صار إليه الرمز: ⏳ قيد التجربة، ✅ يعمل، ❌ لا يعمل، 🔁 معروف من قبل، 🚫 لا رموز جديدة بعدُ اليوم.
watch-line =
    { $count ->
        [zero] { $channel }
        [one] { $channel } · يُحتسب ويبهوك أو بوت واحد
        [two] { $channel } · يُحتسب اثنان من الويبهوك والبوتات
        [few] { $channel } · تُحتسب { $count } من الويبهوك والبوتات
        [many] { $channel } · يُحتسب { $count } من الويبهوك والبوتات
       *[other] { $channel } · يُحتسب { $count } من الويبهوك والبوتات
    }
watch-line-paused = { $channel } · متوقفة مؤقتًا { $when }
watch-whose = المشرفون والقنوات المتابَعة يُحتسبون دائمًا. أما الويبهوك والبوتات فتُحتسب إن اخترتها.
watch-one-title = تُجرَّب الرموز من هنا في { $game } وحدها.
watch-titles = تُجرَّب الرموز من هنا في كل من { $games }: وكل لعبة تقول إن كانت تعرفها. وإن ذُكرت إحداها في الرسالة جُرّبت رموزها فيها وحدها.
watch-no-senders = لم ينشر هناك مؤخرًا أي ويبهوك أو بوت.
watch-hint-add = مراقبة قناة أخرى
watch-hint-senders = أي ويبهوك وبوتات تُحتسب؟
watch-button-remove = إيقاف مراقبتها
watch-button-resume = قراءتها من جديد
watch-too-many = لا تُراقَب في الخادم قنوات أكثر من { $most }. أزل واحدة أولًا.
watch-none-such = لم تعد هذه القناة مراقَبة.
watch-not-granted = لا يُسمح للبوت بقراءة الرسائل بعد. على من يشغّله أن يفعّل ذلك في إعداداته وفي ديسكورد، الذي لا يمنحه للبوتات الكبيرة إلا بطلب. كل ما عدا ذلك يعمل بدونه.
watch-refused = لا يسمح ديسكورد للبوت بقراءة الرسائل حاليًا. على من يشغّله أن يفعّل ذلك في ديسكورد، الذي لا يمنحه للبوتات الكبيرة إلا بطلب. كل ما عدا ذلك يعمل بدونه.
watch-rights = في { $channel } تنقص البوت صلاحيات: { $rights }.
missing-watch = القنوات المراقَبة: لا تُقرأ كلها. انظر «{ button-watch }» في الإعدادات.
watch-right-view = رؤية القناة
watch-right-history = قراءة سجل الرسائل
watch-right-react = إضافة التفاعلات
watch-right-write = إرسال الرسائل
watch-paused-title = لم تعد هذه القناة تُقرأ
watch-paused-text =
    { $count ->
        [zero] لم تعمل رموز الهدايا من هنا، فتوقف البوت مؤقتًا. يمكن للمشرفين إعادة القراءة.
        [one] لم يعمل رمز هدية واحد من هنا، فتوقف البوت مؤقتًا. يمكن للمشرفين إعادة القراءة.
        [two] لم يعمل آخر رمزين من هنا، فتوقف البوت مؤقتًا. يمكن للمشرفين إعادة القراءة.
        [few] لم تعمل آخر { $count } رموز هدايا من هنا، فتوقف البوت مؤقتًا. يمكن للمشرفين إعادة القراءة.
        [many] لم يعمل آخر { $count } رمز هدية من هنا، فتوقف البوت مؤقتًا. يمكن للمشرفين إعادة القراءة.
       *[other] لم يعمل آخر { $count } رمز هدية من هنا، فتوقف البوت مؤقتًا. يمكن للمشرفين إعادة القراءة.
    }

audit-watch-added = جعل قناة تُراقَب بحثًا عن الرموز: { $channel }
audit-watch-removed = أوقف مراقبة قناة: { $channel }
audit-watch-resumed = أعاد قراءة قناة كانت متوقفة مؤقتًا: { $channel }
audit-watch-senders = اختار أي ويبهوك وبوتات تُحتسب في { $channel }
