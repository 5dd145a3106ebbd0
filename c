       01 R.
          05 T PIC X(60).
