#!/usr/bin/perl
# make.pl - makes the sample night's bytes from its readable sources.  Usage: make.pl TO-FOLDER   (make samples)
#
# Sources: source/NIGHT/NAME.txt, one a drop file; source/defaults.txt, what each inherits; source/objects.txt, what
# is staged.  README.md explains their words.  Results: drop/NIGHT/NAME, datasets/, staging/, datasets.txt (how to put
# them), files.txt (carrier of each file) and expected.jsonl (what each file and submission should become).
#
# Nothing of the project is used: offsets come from layout.txt, code pages from Perl's own tables, packed and binary
# numbers are written by hand.  So what the readers make of these bytes is evidence of the readers.
use strict;
use warnings;
use utf8;
use Digest::SHA qw(sha256);
use Encode qw(encode decode);
use File::Basename qw(basename dirname);
use File::Path qw(make_path remove_tree);
use JSON::PP;
use MIME::Base64 qw(encode_base64);

my $here = dirname(__FILE__);
my $to = shift or die "usage: make.pl TO-FOLDER\n";
my %PAGE = (CP037 => 'cp37', CP500 => 'cp500', CP1047 => 'cp1047', CP1026 => 'cp1026');
my $at = '';    # where we read, for messages

sub bad { die "$at: @_\n" }

sub lines_of {
    my ($path) = @_;
    open my $in, '<:encoding(UTF-8)', $path or die "$path: $!\n";
    my @lines = <$in>;
    chomp @lines;
    return @lines;
}

sub write_file {
    my ($name, $bytes) = @_;
    make_path(dirname("$to/$name"));
    open my $out, '>:raw', "$to/$name" or die "$to/$name: $!\n";
    print $out $bytes;
    close $out or die "$to/$name: $!\n";
}

# FIELD=VALUE FIELD="VALUE WITH BLANKS" ..., \xHH and \" inside quotes
sub pairs {
    my ($text) = @_;
    my @pairs;
    while ($text =~ /\G\s*([A-Z0-9]+(?:-[A-Z0-9]+)*)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/gc) {
        my ($field, $value) = ($1, defined $2 ? $2 : $3);
        $value =~ s/\\x([0-9A-F]{2})/chr hex $1/ge if defined $2;
        $value =~ s/\\(["\\])/$1/g if defined $2;
        push @pairs, [$field, $value];
    }
    $text =~ /\G\s*$/ or bad("not FIELD=VALUE: " . substr($text, pos($text) || 0));
    return @pairs;
}

# ---- layout: the fields of forms.md
my %FIELDS;     # type (E053, E052 for E) -> fields in order
for (lines_of("$here/layout.txt")) {
    next if /^#/;
    my ($type, $name, $kind, $binary, $bytes, $text, $text_bytes) = split;
    push @{$FIELDS{$type}},
        {name => $name, kind => $kind, at => $binary, bytes => $bytes, text_at => $text, text_bytes => $text_bytes};
}

sub fields_of {
    my ($record) = @_;
    my $type = $record->{type} eq 'E' ? 'E' . substr($record->{form}, 1) : $record->{type};
    return (@{$FIELDS{'*'}}, @{$FIELDS{$type} || bad("no record type $type")});
}

# ---- staged objects: what a data set or package holds, and how it is put there
my %OBJECT;     # "DSN(MEMBER)", "DSN" or "REF/PATH" -> stored bytes

# Bytes that no compiler made, the same each time: a name, then a chain of hashes.
sub module_bytes {
    my ($name, $length) = @_;
    my $bytes = encode('cp37', sprintf '%-8s', $name);
    my $link = $name;
    while (length $bytes < $length) { $link = sha256($link); $bytes .= $link }
    return substr $bytes, 0, $length;
}

sub read_objects {
    my (@put, $object, %as);
    my $finish = sub {
        return unless $object;
        my $bytes = defined $object->{module} ? module_bytes($object->{module}, $object->{length}) : join('', map { "$_\n" } @{$object->{lines}});
        my $stored = $bytes;
        my $width = $object->{recfm} =~ /^F/ ? $object->{lrecl} : 0;    # records without RDW; fixed ones are padded
        $stored = join '', map { encode('cp37', sprintf "%-${width}s", $_) } @{$object->{lines}} if $object->{text};
        $OBJECT{$object->{name}} = $stored;
        return if $object->{unstaged};
        $bytes =~ s/./X/s if $object->{spoilt};
        (my $path = $object->{name}) =~ s/\((.*)\)$/\/$1/;
        $path = ($object->{folder}) . "/$path";
        write_file($path, $bytes);
        push @put, join ' ', $object->{name}, $path, $object->{recfm}, $object->{lrecl}, $object->{text} ? 'text' : 'binary'
            if $object->{folder} eq 'datasets';
    };
    for (lines_of("$here/source/objects.txt")) {
        next if /^#/ || /^\s*$/;
        if (/^\|(?: (.*))?$/) { push @{$object->{lines}}, defined $1 ? $1 : ''; next }
        my ($folder, $name, @words) = split;
        $finish->();
        $object = {folder => $folder, name => $name, lines => [], recfm => 'U', lrecl => 0};
        for (@words) {
            if (/^(FB?|VB?|U)(?::(\d+))?$/) { @$object{qw(recfm lrecl)} = ($1, $2 || 0) }
            elsif (/^bytes:(\d+)$/) { $object->{length} = $1; ($object->{module}) = $name =~ /([^\/()]+)\)?$/ }
            elsif (/^(text|unstaged|spoilt)$/) { $object->{$1} = 1 }
            else { bad("objects.txt: $_") }
        }
    }
    $finish->();
    write_file('datasets.txt', join '', map { "$_\n" } @put);
}

# ---- defaults: templates by class, additions by agency
my %DEFAULT;

sub read_defaults {
    my $name;
    for (lines_of("$here/source/defaults.txt")) {
        next if /^#/ || /^\s*$/;
        if (/^(?:template|agency) (\S+)$/) { $name = $1; next }
        push @{$DEFAULT{$name}}, $_;
    }
}

# ---- a drop file: its source, its records
sub record_new {
    my ($type, $form, %more) = @_;
    return {type => $type, form => $form, values => {}, raw => {}, %more};
}

sub set_values {
    my ($record, $text) = @_;
    for (pairs($text)) {
        my ($field, $value) = @$_;
        if ($field =~ s/^(PREREQ-ID)-([1-4])$/$1/) { $record->{values}{$field}[$2 - 1] = $value; next }
        grep { $_->{name} eq $field } fields_of($record) or bad("no field $field in $record->{type}");
        $record->{values}{$field} = $value;
    }
}

# The record that a line names: S; E 1; A CHGM (or A CHGM2); N BACK
sub find_record {
    my ($release, $type, $which) = @_;
    return $release->{S} if $type eq 'S';
    my $list = $release->{$type};
    return $list->[$which - 1] if $which =~ /^\d+$/ && $which <= @$list;
    my $field = $type eq 'A' ? 'ROLE' : 'KIND';
    my ($found) = grep { ($_->{values}{$field} || '') eq $which } @$list;
    return $found || bad("no $type $which in $release->{id}");
}

sub release_line {
    my ($release, $line) = @_;
    $line =~ s/^\s+//;
    my $form = $release->{form};
    if ($line eq 'S -') { $release->{no_s} = 1 }
    elsif ($line =~ /^S\s+(.*)$/) { set_values($release->{S}, $1) }
    elsif ($line =~ /^S05([23])\s+(.*)$/) { set_values($release->{S}, $2) if $form eq "F05$1" }
    elsif ($line =~ /^E05([23])\s+(.*)$/) { set_values($_, $2) for $form eq "F05$1" ? @{$release->{E}} : () }
    elsif ($line =~ /^([EAN]) \+\s*(.*)$/) {
        my ($type, $rest) = ($1, $2);
        my $record = record_new($type, $form);
        $record->{values} = {%{$release->{element}}} if $type eq 'E';
        push @{$release->{$type}}, $record;
        if ($type eq 'N' && $rest =~ /^([A-Z]{4}) (.*)$/) { $record->{values} = {KIND => $1, 'LINE-TEXT' => $2} }
        else { set_values($record, $rest) }
    }
    elsif ($line =~ /^([EAN]) - (\S+)$/) {
        my $gone = find_record($release, $1, $2);
        $release->{$1} = [grep { $_ != $gone } @{$release->{$1}}];
    }
    elsif ($line =~ /^A\? (\S+)\s+(.*)$/) { set_values($_, $2) for grep { $_->{values}{ROLE} eq $1 } @{$release->{A}} }
    elsif ($line =~ /^([EAN]) (\S+)\s+(.*)$/) { set_values(find_record($release, $1, $2), $3) }
    elsif ($line =~ /^raw ([SEAN]) (\S+) (\S+) ([0-9A-F]+)$/) { find_record($release, $1, $2)->{raw}{$3} = pack 'H*', $4 }
    elsif ($line =~ /^cut ([SEAN]) (\S+) (\d+)$/) { find_record($release, $1, $2)->{cut} = $3 }
    elsif ($line =~ /^cell ([SEAN]) (\S+) ([A-Z0-9-]+)=(.*)$/) { find_record($release, $1, $2)->{cell}{$3} = $4 }
    elsif ($line =~ /^order ([EAN]+)$/) { $release->{order} = $1 }
    elsif ($line =~ /^why (.*)$/) { $release->{why} = $1 }
    elsif ($line =~ /^expect (\S+)\s*(.*)$/) { $release->{expect} = $1; $release->{findings} = [split ' ', $2] }
    elsif ($line =~ /^slot (\S+)$/) { $release->{slot} = $1 }
    elsif ($line =~ /^alternates (.*)$/) { $release->{alternates} = [split ' ', $1] }
    else { bad("not understood: $line") }
}

sub release_new {
    my ($file, $words) = @_;
    my ($id, $iteration, $template, $title) = $words =~ /^(\S*)\.(\d+) (\w+) (.*)$/ or bad("release ID.ITERATION TEMPLATE TITLE");
    length $id <= 12 && length $title <= 60 or bad("too long");
    my $agency = $file->{H}{values}{AGENCY};
    my $release = {id => $id, iteration => $iteration, form => $file->{form}, order => 'EAN', E => [], A => [], N => [], findings => []};
    $release->{S} = record_new('S', $file->{form});
    @{$release->{S}{values}}{qw(RELEASE-TITLE AGENCY)} = ($title, $agency);
    push @{$release->{E}}, record_new('E', $file->{form});
    $at = "source/defaults.txt";
    release_line($release, $_) for @{$DEFAULT{$template} || bad("no template $template")},
        grep { !/^H / } @{$DEFAULT{$agency} || bad("no agency $agency")};
    $release->{element} = {%{$release->{E}[0]{values}}};
    return $release;
}

sub read_source {
    my ($path, $name, $night) = @_;
    my $file = {name => $name, damages => [], releases => [], expect => 'POSTED', findings => []};
    my $release;
    my $line = 0;
    for (lines_of($path)) {
        $line++;
        $at = "$path:$line";
        next if /^\s*#/ || /^\s*$/;
        if (/^\s/) { release_line($release || bad("no release yet"), $_); $at = $path; next }
        if (/^why (.*)$/) { $file->{why} = $1 }
        elsif (/^form (F05[23])$/) { $file->{form} = $1; $file->{H} = record_new('H', $1) }
        elsif (/^carrier (.*)$/) { push @{$file->{carriers}}, [$name, split ' ', $1] }
        elsif (/^also (\S+) (.*)$/) { push @{$file->{carriers}}, [$1, split ' ', $2] }
        elsif (/^H AGENCY=(\w+) (.*)$/) {
            set_values($file->{H}, "AGENCY=$1 BUSINESS-DATE=$night CREATED-DATE=$night CREATED-TIME=181500 PAGE-TEST=[]!|");
            set_values($file->{H}, $_) for (map { /^H (.*)/ } @{$DEFAULT{$1} || bad("no agency $1")}), $2;
        }
        elsif (/^expect (\S+)\s*(.*)$/) { $file->{expect} = $1; $file->{findings} = [split ' ', $2] }
        elsif (/^damage (\S+)\s*(.*)$/) { push @{$file->{damages}}, [$1, split ' ', $2] }
        elsif (/^release (.*)$/) { push @{$file->{releases}}, $release = release_new($file, $1) }
        else { bad("not understood: $_") }
    }
    $at = $path;
    return $file;
}

# What is left to say of a release: numbers, and bytes and hash of what is staged.
sub complete {
    my ($release) = @_;
    my $seq = 0;
    for my $element (@{$release->{E}}) {
        my $values = $element->{values};
        $values->{'ELEM-SEQ'} = ++$seq unless defined $values->{'ELEM-SEQ'};
        my $f052 = $release->{form} eq 'F052';
        my $from = $values->{$f052 ? 'FROM-PATH' : 'FROM-DSN'};
        next unless defined $from && $from ne '';
        my $member = $values->{MEMBER};
        my $name = $f052 ? "$release->{S}{values}{'STAGING-REF'}/$from" : defined $member && $member ne '' ? "$from($member)" : $from;
        next if defined $values->{'ELEM-BYTES'} && defined $values->{'ELEM-SHA256'};
        my $bytes = $OBJECT{$name};
        defined $bytes or bad("$release->{id}: $name is not in objects.txt");
        $values->{'ELEM-BYTES'} = length $bytes unless defined $values->{'ELEM-BYTES'};
        $values->{'ELEM-SHA256'} = unpack 'H*', sha256($bytes) unless defined $values->{'ELEM-SHA256'};
    }
    my %lines;
    for my $narrative (@{$release->{N}}) {
        my $values = $narrative->{values};
        $values->{'LINE-NO'} = ++$lines{$values->{KIND}} unless defined $values->{'LINE-NO'};
    }
}

sub records_of {
    my ($file) = @_;
    my @records = ($file->{H});
    for my $release (@{$file->{releases}}) {
        complete($release);
        for my $record ($release->{no_s} ? () : $release->{S}, map { @{$release->{$_}} } split //, $release->{order}) {
            $record->{values}{'RELEASE-ID'} = $release->{id} unless defined $record->{values}{'RELEASE-ID'};
            $record->{values}{ITERATION} = $release->{iteration} unless defined $record->{values}{ITERATION};
            push @records, $record;
        }
    }
    push @records, record_new('T', $file->{form});
    return @records;
}

# ---- damage to the list of records, before they are numbered and summed up
sub place_of {
    my ($which, $records) = @_;
    return $which eq 'H' ? 0 : $which eq 'T' ? $#$records : $which - 1;
}

sub clone {
    my ($record) = @_;
    return {%$record, values => {%{$record->{values}}}, raw => {%{$record->{raw}}}};
}

my %EARLY = (
    remove => sub { my ($records, $which) = @_; splice @$records, place_of($which, $records), 1 },
    repeat => sub {
        my ($records, $which) = @_;
        my $place = place_of($which, $records);
        splice @$records, $place, 0, clone($records->[$place]);
    },
    move => sub { my ($records, $from, $before) = @_; splice @$records, $before - 1, 0, splice @$records, $from - 1, 1 },
);

sub number_and_total {
    my ($records) = @_;
    my ($sequence, $submissions, $elements, $total) = (0, 0, 0, 0);
    for my $record (@$records) {
        $record->{values}{'REC-SEQ'} = ++$sequence;
        $submissions++ if $record->{type} eq 'S';
        next unless $record->{type} eq 'E';
        $elements++;
        my $bytes = $record->{values}{'ELEM-BYTES'};
        $total += $bytes if defined $bytes && $bytes =~ /^\d+$/ && !$record->{raw}{'ELEM-BYTES'};
    }
    for my $record (grep { $_->{type} eq 'T' } @$records) {
        @{$record->{values}}{qw(RECORD-COUNT SUBMISSION-COUNT ELEMENT-COUNT HASH-TOTAL)} =
            (scalar @$records, $submissions, $elements, $total % 10**15);
    }
}

# ---- values to bytes
sub value_of {
    my ($record, $field) = @_;
    my $name = $field->{name};
    return $record->{type} if $name eq 'REC-TYPE' && !defined $record->{values}{$name};
    return $record->{form} if $name eq 'FORM-ID' && !defined $record->{values}{$name};
    my $value = $record->{values}{$name};
    return $value if defined $value && $value ne '';
    return $field->{kind} =~ /[9PUB]/ ? 0 : $value // '';
}

sub packed {
    my ($value, $bytes, $sign) = @_;
    my $digits = sprintf '%0*d', 2 * $bytes - 1, abs $value;
    length $digits == 2 * $bytes - 1 or bad("$value does not fit $bytes bytes");
    return pack 'H*', $digits . ($value < 0 ? 'D' : $sign);
}

sub text_bytes {
    my ($value, $bytes, $encoding) = @_;
    my $out = encode($encoding, "$value", Encode::FB_CROAK | Encode::LEAVE_SRC);
    length $out <= $bytes or bad("'$value' is longer than $bytes");
    return $out . encode($encoding, ' ') x ($bytes - length $out);
}

sub binary_field {
    my ($record, $field, $page) = @_;
    my ($kind, $bytes) = @$field{qw(kind bytes)};
    my $raw = $record->{raw}{$field->{name}};
    return $raw . "\x40" x ($bytes - length $raw) if defined $raw;
    my $value = value_of($record, $field);
    return join '', map { text_bytes($_ // '', 12, $page) } @$value[0 .. 3] if ref $value;
    return packed($value, $bytes, $kind eq 'U' ? 'F' : 'C') if $kind eq 'P' || $kind eq 'U';
    return substr pack('N', $value), 4 - $bytes if $kind eq 'B';
    return text_bytes(sprintf('%0*d', $bytes, $value), $bytes, $page) if $kind eq '9';
    return text_bytes($value, $bytes, $page) if $kind eq 'X' || $value eq '';
    return pack 'H*', $value;
}

sub text_field {
    my ($record, $field) = @_;
    my ($kind, $bytes) = ($field->{kind}, $field->{text_bytes});
    my $raw = $record->{raw}{$field->{name}};
    return $raw . ' ' x ($bytes - length $raw) if defined $raw;
    my $value = value_of($record, $field);
    return join '', map { text_bytes($_ // '', 12, 'ascii') } @$value[0 .. 3] if ref $value;
    return text_bytes(sprintf('%0*d', $bytes, $value), $bytes, 'ascii') if $kind =~ /[9PUB]/;
    return text_bytes($value, $bytes, 'ascii') if $kind eq 'X' || $value eq '';
    return encode_base64(pack('H*', $value), '');
}

# A record of 400 bytes, PAGE undefined for text.
sub fixed_record {
    my ($record, $page) = @_;
    my $out = ($page ? encode($page, ' ') : ' ') x 400;
    for my $field (fields_of($record)) {
        my $bytes = $page ? binary_field($record, $field, $page) : text_field($record, $field);
        my $width = $page ? $field->{bytes} : $field->{text_bytes};
        length $bytes == $width or bad("$field->{name}: " . length($bytes) . " bytes, expected $width");
        substr($out, ($page ? $field->{at} : $field->{text_at}) - 1, $width) = $bytes;
    }
    return defined $record->{cut} ? substr $out, 0, $record->{cut} : $out;
}

# ---- carriers
sub csv_columns {
    my ($form, %option) = @_;
    my (@columns, %seen);
    for my $type (qw(* H S E A N), $option{T} ? 'T' : ()) {
        for my $field (@{$FIELDS{$type eq 'E' ? 'E' . substr($form, 1) : $type}}) {
            next if $field->{name} eq 'REC-SEQ' && !$option{SEQ};
            next if $seen{$field->{name}}++;
            push @columns, $field->{name} eq 'PREREQ-ID' ? map { "PREREQ-ID-$_" } 1 .. 4 : $field->{name};
        }
    }
    return @columns;
}

sub csv_cell {
    my ($text) = @_;
    return $text =~ /[",\r\n]/ || $text =~ /^ | $/ ? '"' . ($text =~ s/"/""/gr) . '"' : $text;
}

sub csv_bytes {
    my ($records, %option) = @_;
    my @columns = csv_columns($records->[0]{form}, %option);
    my @names = $option{LOWER} ? map { lc($_ =~ tr/-/_/r) } @columns : @columns;
    my @rows = [@names, $option{COLUMN} ? $option{COLUMN} : ()];
    for my $record (@$records) {
        next if $record->{type} eq 'T' && !$option{T};
        my %known = map { $_->{name} => $_ } fields_of($record);
        my @row;
        for my $column (@columns) {
            my ($name, $place) = $column =~ /^(PREREQ-ID)-([1-4])$/ ? ($1, $2) : ($column, 0);
            my $value = !$known{$name} ? '' : exists $record->{raw}{$name} ? $record->{raw}{$name} : value_of($record, $known{$name});
            $value = ref $value ? $value->[$place - 1] // '' : '' if $place;
            $value = $record->{cell}{$column} if defined $record->{cell}{$column};
            push @row, $value;
        }
        push @rows, [@row, $option{COLUMN} ? 'x' : ()];
    }
    my $end = $option{CRLF} ? "\r\n" : "\n";
    my $text = join '', map { join(',', map { csv_cell($_) } @$_) . $end } @rows;
    return encode($option{ENCODING} || 'UTF-8', ($option{BOM} ? "\x{FEFF}" : '') . $text, Encode::FB_CROAK);
}

# Words of a carrier: FB|VB|BLOCKED PAGE [TRIM], TEXT [CRLF] [TRIM], CSV [BOM] [CRLF] [T] [SEQ] [LOWER] [NAME=VALUE]
sub file_bytes {
    my ($file, $records, @words) = @_;
    my $kind = shift @words;
    my %option = map { /^(\w+)=(.*)$/ ? ($1, $2) : ($_, 1) } @words;
    return csv_bytes($records, %option) if $kind eq 'CSV';
    my ($page) = grep { $PAGE{$_} } @words;
    my @records = map { fixed_record($_, $page ? $PAGE{$page} : undef) } @$records;
    if ($kind ne 'FB' && $page) {    # a variable S ends behind its last PREREQ-ID, as COBOL writes it
        for (grep { $records->[$_]{type} eq 'S' && !defined $records->[$_]{cut} } 0 .. $#records) {
            $records[$_] = substr $records[$_], 0, 338 + 12 * ($records->[$_]{values}{'PREREQ-COUNT'} || 0);
        }
    }
    if ($option{TRIM}) {
        my $blank = $page ? '\x40' : ' ';
        s/(?:$blank)+$// for @records;
    }
    my %by = map { $_->[0] => $_ } @{$file->{damages}};
    if (my $lrecl = $by{lrecl}) { $_ = substr $_ . "\x40" x 400, 0, $lrecl->[1] for @records }
    if ($kind eq 'TEXT') { return join '', map { $_ . ($option{CRLF} ? "\r\n" : "\n") } @records }
    if ($kind eq 'FB') {
        my $separator = $by{separator} ? pack 'H*', $by{separator}[1] : '';
        return join '', map { $_ . $separator } @records;
    }
    my @length = map { 4 + length } @records;
    $length[$by{rdw}[1] - 1] += $by{rdw}[2] if $by{rdw};
    @records = map { pack('nn', $length[$_], 0) . $records[$_] } 0 .. $#records;
    return join '', @records if $kind eq 'VB';
    my ($block, @blocks) = (0);
    push @blocks, join '', splice @records, 0, 6 while @records;
    return join '', map { $block++; pack('nn', 4 + length($_) + ($by{bdw} && $by{bdw}[1] == $block ? $by{bdw}[2] : 0), 0) . $_ } @blocks;
}

# ---- damage to the bytes
# What a transfer in text mode makes of EBCDIC bytes: each translated, those without a character become SUB.
sub translated {
    my ($bytes, $from, $into) = @_;
    return join '', map {
        my $character = decode($PAGE{$from} || $from, $_);
        my $out = eval { encode($PAGE{$into} || $into, $character, Encode::FB_CROAK) };
        defined $out ? $out : $into eq 'ascii' ? "\x1A" : "\x3F";
    } split //, $bytes;
}

my %LATE = (
    truncate => sub { my ($bytes, $count) = @_; substr $bytes, 0, -$count },
    lose => sub { my ($bytes, $from, $count) = @_; substr($bytes, $from, $count) = ''; $bytes },
    insert => sub { my ($bytes, $where, $hex) = @_; substr($bytes, $where, 0) = pack 'H*', $hex; $bytes },
    'text-mode' => sub {
        my ($bytes, $page) = @_;
        join '', map { translated($_, $page, 'ascii') . "\r\n" } $bytes =~ /.{1,400}/gs;
    },
    'there-and-back' => sub { my ($bytes, $page) = @_; translated(translated($bytes, $page, 'ascii'), 'ascii', $page) },
    recode => sub { my ($bytes, $from, $into) = @_; encode($PAGE{$into} || $into, decode($PAGE{$from} || $from, $bytes)) },
    replace => sub { my ($bytes, @hex) = @_; my ($this, $by) = map { pack 'H*', $_ } @hex; $bytes =~ s/\Q$this/$by/gr },
    only => sub { my ($bytes, $count) = @_; substr $bytes, 0, $count },
);

sub make_file {
    my ($file, @words) = @_;
    my @records = records_of($file);
    for (@{$file->{damages}}) { my ($verb, @rest) = @$_; $EARLY{$verb}->(\@records, @rest) if $EARLY{$verb} }
    number_and_total(\@records);
    for (@{$file->{damages}}) {
        my ($verb, $which, @rest) = @$_;
        set_values($records[place_of($which, \@records)], "@rest") if $verb eq 'set';
    }
    my $bytes = file_bytes($file, \@records, @words);
    for (@{$file->{damages}}) { my ($verb, @rest) = @$_; $bytes = $LATE{$verb}->($bytes, @rest) if $LATE{$verb} }
    return $bytes;
}

# ---- all of it
my $json = JSON::PP->new->canonical->utf8;

sub expected_line { return $json->encode({@_}) . "\n" }

sub expectations {
    my ($file, $night, $name) = @_;
    my $out = expected_line(night => $night, file => $name, state => $file->{expect}, findings => $file->{findings});
    for my $release (@{$file->{releases}}) {
        next unless $release->{expect};
        $release->{why} or bad("$release->{id}: no why");
        $out .= expected_line(
            night => $night, file => $name, release => $release->{id}, iteration => $release->{iteration} + 0,
            form => $file->{form}, state => $release->{expect}, findings => $release->{findings},
            slot => $release->{slot}, alternates => $release->{alternates} || []);
    }
    return $out;
}

remove_tree(map { "$to/$_" } qw(drop datasets staging));
read_objects();
read_defaults();
my ($expected, $files, %made) = ('', '');
for my $folder (sort grep { -d } glob "$here/source/*") {
    my $night = basename $folder;
    for my $path (sort glob "$folder/*.txt") {
        my $name = basename $path, '.txt';
        my ($source) = lines_of($path);
        if ($source =~ /^same as (\S+)$/) {    # the bytes of another file
            my (undef, @rest) = lines_of($path);
            write_file("drop/$night/$name", $made{$1} // bad("$path: no $1"));
            $expected .= expected_line(night => $night, file => $name, state => 'DUPLICATE', findings => [map { /^expect DUPLICATE (.*)$/ ? split(' ', $1) : () } @rest]);
            next;
        }
        my $file = read_source($path, $name, $night =~ /^\d+$/ ? $night : 20261120);
        for (@{$file->{carriers}}) {
            my ($as, @words) = @$_;
            write_file("drop/$night/$as", $made{$as} = make_file($file, @words));
            $files .= join(' ', $night, $as, $file->{expect}, $file->{form}, @words) . "\n";
            $expected .= expectations($file, $night, $as);
        }
    }
}
write_file('files.txt', encode('UTF-8', $files));
write_file('expected.jsonl', $expected);
