### صفحة المشغّل: حال البوت كله.

button-operator = للمشغّل
operator-title = صفحة المشغّل
operator-version = الإصدار: { $version }
operator-latency = زمن الوصول إلى ديسكورد بالملّي ثانية: { $count }
operator-fine = كل شيء على ما يرام.
operator-store-silent = المخزن لا يجيب الآن.
operator-sends = هذه العملية هي التي ترسل؛ أقصى عدد للطلبات في الدقيقة: { $count }.
operator-watches = هذه العملية لا ترسل: ترسل أخرى، أو لا أحد بعد.
operator-runs = العمليات الجارية هنا: { $count }
operator-not-recorded = إجابات اللعبة التي لم تُحفظ بعد: { $count }
operator-set-up = الخوادم التي تم إعدادها: { $count }
operator-on = الاسترداد التلقائي مفعّل في: { $count }
operator-left = الخوادم التي أزالت البوت: { $count }
