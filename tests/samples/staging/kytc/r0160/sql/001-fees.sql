update fee set cents = 4800 where kind = 'REAL-ID';
