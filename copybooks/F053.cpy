      * F053, release submission for zSeries: EBCDIC, FB 400 or VB 404.
      * REC-TYPE selects the 01 level.  FILLER and what lies behind the
      * prerequisites that are there is padding.
      * ELEM-SHA256 is 32 raw bytes, never translated.
      *
      * H: one, at the start of the file
       01  F053-HEADER.
           05  REC-TYPE             PIC X(1).
               88  IS-HEADER                  VALUE 'H'.
           05  FORM-ID              PIC X(4).
               88  FORM-IS-F053               VALUE 'F053'.
           05  RELEASE-ID           PIC X(12).
               88  RELEASE-NONE               VALUE SPACES.
           05  ITERATION            PIC 9(3) COMP-3.
               88  ITERATION-NONE             VALUE ZERO.
           05  REC-SEQ              PIC 9(8) COMP.
               88  REC-SEQ-COUNTED            VALUE 1 THRU 99999999.
           05  FILLER               PIC X(1).
           05  AGENCY               PIC X(8).
           05  SOURCE-SYSTEM        PIC X(8).
           05  BUSINESS-DATE        PIC 9(8).
           05  CREATED-DATE         PIC 9(8).
           05  CREATED-TIME         PIC 9(6).
           05  CREATED-BY           PIC X(16).
           05  FILE-SEQ             PIC S9(7) COMP-3.
           05  PAGE-TEST            PIC X(4).
               88  PAGE-TEST-CARRIED          VALUE '[]!|'.
               88  PAGE-TEST-BLANK            VALUE SPACES.
           05  FILLER               PIC X(314).
      *
      * S: one, begins a submission
       01  F053-SUBMISSION.
           05  REC-TYPE             PIC X(1).
               88  IS-SUBMISSION              VALUE 'S'.
           05  FORM-ID              PIC X(4).
               88  FORM-IS-F053               VALUE 'F053'.
           05  RELEASE-ID           PIC X(12).
           05  ITERATION            PIC 9(3) COMP-3.
               88  ITERATION-COUNTED          VALUE 1 THRU 999.
           05  REC-SEQ              PIC 9(8) COMP.
               88  REC-SEQ-COUNTED            VALUE 1 THRU 99999999.
           05  FILLER               PIC X(1).
           05  RELEASE-TITLE        PIC X(60).
           05  AGENCY               PIC X(8).
           05  SYSTEM-ID            PIC X(8).
           05  CHANGE-CLASS         PIC X(1).
               88  CLASS-STANDARD             VALUE 'S'.
               88  CLASS-NORMAL               VALUE 'N'.
               88  CLASS-EMERGENCY            VALUE 'E'.
           05  RISK                 PIC X(1).
               88  RISK-LOW                   VALUE 'L'.
               88  RISK-MEDIUM                VALUE 'M'.
               88  RISK-HIGH                  VALUE 'H'.
           05  IMPACT               PIC 9(1).
               88  IMPACT-ENTERPRISE          VALUE 1.
               88  IMPACT-AGENCY              VALUE 2.
               88  IMPACT-SECTION             VALUE 3.
               88  IMPACT-USER                VALUE 4.
           05  REQUESTED-DATE       PIC 9(8).
           05  REQUESTED-TIME       PIC 9(4).
           05  DURATION-MIN         PIC S9(5) COMP-3.
               88  DURATION-UP-TO-A-DAY       VALUE 1 THRU 1440.
           05  BACKOUT-MIN          PIC S9(5) COMP-3.
               88  BACKOUT-AT-LEAST-1         VALUE 1 THRU 99999.
           05  LATEST-DATE          PIC 9(8).
               88  LATEST-DATE-NONE           VALUE ZERO.
               88  LATEST-DATE-GIVEN          VALUE 10101 THRU 99991231.
           05  SUBMITTER-ID         PIC X(16).
           05  CHANGE-MANAGER-ID    PIC X(16).
           05  CONTACT-EMAIL        PIC X(64).
           05  CONTACT-PHONE        PIC X(14).
           05  TRACKING-NO          PIC X(12).
           05  INCIDENT-NO          PIC X(12).
           05  CAB-FLAG             PIC X(1).
               88  CAB-YES                    VALUE 'Y'.
               88  CAB-NO                     VALUE 'N'.
           05  SECURITY-REVIEW      PIC X(1).
               88  SECURITY-PASSED            VALUE 'P'.
               88  SECURITY-FAILED            VALUE 'F'.
               88  SECURITY-WAIVED            VALUE 'W'.
               88  SECURITY-NONE              VALUE SPACE.
           05  TEST-REF             PIC X(16).
           05  TEST-DATE            PIC 9(8).
               88  TEST-DATE-NONE             VALUE ZERO.
               88  TEST-DATE-GIVEN            VALUE 10101 THRU 99991231.
           05  OUTAGE-FLAG          PIC X(1).
               88  OUTAGE-YES                 VALUE 'Y'.
               88  OUTAGE-NO                  VALUE 'N'.
           05  TARGET-ENV           PIC X(1).
               88  ENV-PRODUCTION             VALUE 'P'.
               88  ENV-TEST                   VALUE 'T'.
               88  ENV-DEVELOPMENT            VALUE 'D'.
           05  PARTS                PIC 9(1).
               88  PARTS-ONE-OR-TWO           VALUE 1 THRU 2.
           05  STAGING-REF          PIC X(44).
           05  PREREQ-COUNT         PIC S9(4) COMP.
               88  PREREQ-COUNT-IN-TABLE      VALUE 0 THRU 4.
           05  PREREQ-ID            PIC X(12)
                   OCCURS 0 TO 4 TIMES DEPENDING ON PREREQ-COUNT.
      *
      * E: an element that the release puts in place
       01  F053-ELEMENT.
           05  REC-TYPE             PIC X(1).
               88  IS-ELEMENT                 VALUE 'E'.
           05  FORM-ID              PIC X(4).
               88  FORM-IS-F053               VALUE 'F053'.
           05  RELEASE-ID           PIC X(12).
           05  ITERATION            PIC 9(3) COMP-3.
               88  ITERATION-COUNTED          VALUE 1 THRU 999.
           05  REC-SEQ              PIC 9(8) COMP.
               88  REC-SEQ-COUNTED            VALUE 1 THRU 99999999.
           05  FILLER               PIC X(1).
           05  ELEM-SEQ             PIC S9(5) COMP-3.
           05  ELEM-TYPE            PIC X(4).
               88  TYPE-LOAD                  VALUE 'LOAD'.
               88  TYPE-DBRM                  VALUE 'DBRM'.
               88  TYPE-SOURCE                VALUE 'SRCE'.
               88  TYPE-COPYBOOK              VALUE 'COPY'.
               88  TYPE-JCL                   VALUE 'JCL'.
               88  TYPE-PROCEDURE             VALUE 'PROC'.
               88  TYPE-PARAMETERS            VALUE 'PARM'.
               88  TYPE-CONTROL-CARD          VALUE 'CTLC'.
               88  TYPE-VSAM                  VALUE 'VSAM'.
               88  TYPE-GENERATIONS           VALUE 'GDG'.
               88  TYPE-SEQUENTIAL            VALUE 'SEQ'.
               88  TYPE-CICS-DEFINITION       VALUE 'CSD'.
           05  ACTION               PIC X(1).
               88  ACTION-ADD                 VALUE 'A'.
               88  ACTION-REPLACE             VALUE 'R'.
               88  ACTION-DELETE              VALUE 'D'.
           05  MEMBER               PIC X(8).
           05  FROM-DSN             PIC X(44).
           05  TO-DSN               PIC X(44).
           05  BACKUP-DSN           PIC X(44).
           05  ELEM-VERSION         PIC X(8).
           05  ELEM-BYTES           PIC S9(15) COMP-3.
           05  ELEM-SHA256          PIC X(32).
           05  COLLECTION           PIC X(18).
           05  PLAN-NAME            PIC X(8).
           05  DB2-SSID             PIC X(4).
           05  CICS-REGION          PIC X(8).
           05  LINK-ATTR            PIC X(8).
           05  MODIFIED-BY          PIC X(16).
           05  FILLER               PIC X(118).
      *
      * A: an approval
       01  F053-APPROVAL.
           05  REC-TYPE             PIC X(1).
               88  IS-APPROVAL                VALUE 'A'.
           05  FORM-ID              PIC X(4).
               88  FORM-IS-F053               VALUE 'F053'.
           05  RELEASE-ID           PIC X(12).
           05  ITERATION            PIC 9(3) COMP-3.
               88  ITERATION-COUNTED          VALUE 1 THRU 999.
           05  REC-SEQ              PIC 9(8) COMP.
               88  REC-SEQ-COUNTED            VALUE 1 THRU 99999999.
           05  FILLER               PIC X(1).
           05  ROLE                 PIC X(4).
               88  ROLE-AGENCY                VALUE 'AGCY'.
               88  ROLE-CHANGE-MANAGER        VALUE 'CHGM'.
               88  ROLE-SECURITY              VALUE 'SECR'.
               88  ROLE-LIBRARIAN             VALUE 'LIBR'.
               88  ROLE-BOARD                 VALUE 'CAB'.
           05  APPROVER-ID          PIC X(16).
           05  DECISION             PIC X(1).
               88  DECISION-APPROVED          VALUE 'A'.
               88  DECISION-REJECTED          VALUE 'R'.
           05  DECIDED-DATE         PIC 9(8).
           05  DECIDED-TIME         PIC 9(6).
           05  ON-BEHALF-OF         PIC X(16).
           05  REMARK               PIC X(120).
           05  FILLER               PIC X(205).
      *
      * N: a line of a narrative
       01  F053-NARRATIVE.
           05  REC-TYPE             PIC X(1).
               88  IS-NARRATIVE               VALUE 'N'.
           05  FORM-ID              PIC X(4).
               88  FORM-IS-F053               VALUE 'F053'.
           05  RELEASE-ID           PIC X(12).
           05  ITERATION            PIC 9(3) COMP-3.
               88  ITERATION-COUNTED          VALUE 1 THRU 999.
           05  REC-SEQ              PIC 9(8) COMP.
               88  REC-SEQ-COUNTED            VALUE 1 THRU 99999999.
           05  FILLER               PIC X(1).
           05  KIND                 PIC X(4).
               88  KIND-INSTRUCTIONS          VALUE 'INST'.
               88  KIND-NOTES                 VALUE 'NOTE'.
               88  KIND-IMPACT                VALUE 'IMPA'.
               88  KIND-ROLLBACK              VALUE 'BACK'.
               88  KIND-ADDITIONAL            VALUE 'ADDL'.
           05  LINE-NO              PIC S9(5) COMP-3.
           05  LINE-TEXT            PIC X(320).
           05  FILLER               PIC X(49).
      *
      * T: one, at the end of the file
       01  F053-TRAILER.
           05  REC-TYPE             PIC X(1).
               88  IS-TRAILER                 VALUE 'T'.
           05  FORM-ID              PIC X(4).
               88  FORM-IS-F053               VALUE 'F053'.
           05  RELEASE-ID           PIC X(12).
               88  RELEASE-NONE               VALUE SPACES.
           05  ITERATION            PIC 9(3) COMP-3.
               88  ITERATION-NONE             VALUE ZERO.
           05  REC-SEQ              PIC 9(8) COMP.
               88  REC-SEQ-COUNTED            VALUE 1 THRU 99999999.
           05  FILLER               PIC X(1).
           05  RECORD-COUNT         PIC S9(9) COMP-3.
           05  SUBMISSION-COUNT     PIC S9(7) COMP-3.
           05  ELEMENT-COUNT        PIC S9(9) COMP-3.
           05  HASH-TOTAL           PIC S9(15) COMP-3.
           05  FILLER               PIC X(354).
