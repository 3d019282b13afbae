### العمليات: التقدّم والملخصات والإيقاف والمتابعة.

runs-title = العمليات
runs-title-of = الرمز { $code }
runs-hint = افتح عملية
runs-unknown = لا توجد عملية للرمز { $code } في هذا الخادم. استبدله بالأمر { $command-redeem }.

runs-stage-waits = تنتظر دورها
runs-stage-under-way = جارية
runs-stage-rests = بانتظار أن يبدأ عمل الرمز
runs-stage-stopped = متوقفة
runs-stage-done = اكتملت
runs-stage-dead = الرمز لا يعمل
runs-dead = لا يعمل: { $reason }
runs-dead-line = هذا الرمز لا يعمل: { $reason }. { $advice }

runs-doubt =
    { $why ->
        [silent] لا جواب واضح بعد، يُسأل عنه مجددًا { $when }
       *[absent] لم يبدأ عمله بعد، يُسأل عنه مجددًا { $when }
    }
    .again = يُجرَّب من جديد
runs-doubt-line =
    { $why ->
        [silent] لم تقل اللعبة بعد هل يعمل هذا الرمز. يسأل البوت مجددًا { $when }، ولا حاجة إلى فعل شيء.
       *[absent] لم يبدأ عمل هذا الرمز بعد: كثيرًا ما تُعلن الرموز قبل أن تعمل. يسأل البوت مجددًا { $when }، ولا حاجة إلى فعل شيء.
    }
    .again = يُجرَّب هذا الرمز من جديد. لا حاجة إلى فعل شيء.

runs-have = حصل عليه { $have } من { $members }
runs-failed = لم ينجح: { $count }
runs-no-state =
    { $title ->
        [kingshot] بلا مملكة: { $count }
       *[wos] بلا ولاية: { $count }
    }
runs-estimate = الانتهاء المتوقع { $when }
runs-dead-asked = سُئل عن { $asked }، ولا داعي للسؤال عن { $rest }
runs-another-game = ربما هذه معرّفات لعبة أخرى
    .advice = لم يُعثر على أي منها. يلعب هذا الخادم { title-name }: هل هذه المعرّفات منها؟

runs-field-settled = من حصل عليه
runs-field-others = من لم يحصل عليه
runs-redeemed = حصلوا عليه الآن: { $count }
runs-had-it = كان عندهم من قبل: { $count }
runs-to-ask = ما زالوا في الانتظار
    .advice = لا يلزم شيء: يعمل البوت بالترتيب.
runs-not-asked = لم يُجرَّب بعد
    .advice = اضغط «{ button-go-on }» للمتابعة معهم.
runs-field-check = تعذّر التحقق
runs-check-failed = لم يستطع البوت معرفة من حصل على الرمز من قبل، فيجرّبه للجميع احتياطًا: لا يحصل أحد على شيء مرتين.

runs-trouble-halted = توقّف مؤقت: على مشغّل البوت أن يصحّح أحد الإعدادات. لم يضِع شيء.
runs-trouble-another = يعمل على هذا جزء آخر من البوت: المدة المتبقية غير معروفة هنا.
runs-trouble-store = توقّف مؤقت: لا يستطيع البوت الوصول إلى بياناته. سيتابع وحده.
runs-trouble-waits = توقّف مؤقت: { $reason }. المحاولة التالية: { $when }.
runs-trouble-waits-long = توقّف مؤقت: { $reason }. يواصل البوت المحاولة وحده.
runs-trouble-not-recorded =
    { $count ->
        [zero] كل إجابات اللعبة محفوظة.
        [one] إجابة واحدة من اللعبة لم تُحفظ بعد. يتابع البوت بعد حفظها.
        [two] إجابتان من اللعبة لم تُحفظا بعد. يتابع البوت بعد حفظهما.
        [few] { $count } إجابات من اللعبة لم تُحفظ بعد. يتابع البوت بعد حفظها.
        [many] { $count } إجابة من اللعبة لم تُحفظ بعد. يتابع البوت بعد حفظها.
       *[other] { $count } إجابة من اللعبة لم تُحفظ بعد. يتابع البوت بعد حفظها.
    }

audit-run-stopped = أوقف عملية الرمز { $code }
audit-run-went-on = تابع عملية الرمز { $code }
