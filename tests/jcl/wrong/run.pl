#!/usr/bin/perl
# Runs the cases: run.pl CHECK FOLDER CASES...   TAP, one test a case.  CHECK is the program, FOLDER one of our own for decks.
use strict;
use warnings;
use JSON::PP;

my ($check, $folder, @files) = @ARGV;
my $number = 0;

# A file of cases: name, options, escapes, expected findings, deck, members.
sub read_cases {
    my ($file) = @_;
    open my $in, '<', $file or die "$file: $!\n";
    my (@cases, $case, $text);
    while (my $line = <$in>) {
        if ($line =~ /^=== (.*)/) {
            push @cases, $case = {name => $1, options => [], expected => [], members => {}, deck => '', file => $file};
            $text = \$case->{deck};
        } elsif ($line =~ /^= (CUT\S+) (\S+) (\d+) ?(.*)/) {
            push @{$case->{expected}}, {id => $1, at => "$2 $3", part => $4};
        } elsif ($line =~ /^! escapes/) {
            $case->{escapes} = 1;
        } elsif ($line =~ /^! (.*)/) {
            push @{$case->{options}}, split ' ', $1;
        } elsif ($line =~ /^--- (\S+)/) {
            $text = \($case->{members}{$1} = '');
        } else {
            $line =~ s/\\(t|r|x([0-9A-F]{2}))/$1 eq 't' ? "\t" : $1 eq 'r' ? "\r" : chr hex $2/ge if $case->{escapes};
            $$text .= $line;
        }
    }
    return @cases;
}

sub put {
    my ($path, $text) = @_;
    open my $out, '>:raw', $path or die "$path: $!\n";
    print $out $text;
    close $out or die "$path: $!\n";
}

# Findings of a run of the program, by file: [{id, at, text}...], a member's place with its name.
sub run_check {
    my (@arguments) = @_;
    my %told;
    open my $out, '-|', $check, '--json', '--quiet', @arguments or die "$check: $!\n";
    while (my $line = <$out>) {
        my $finding = eval { decode_json($line) } or do { push @{$told{''}}, "not JSON: $line"; next };
        push @{$told{$finding->{file}}}, $finding;
    }
    close $out;
    my $signal = $? & 127;
    push @{$told{''}}, "check died of signal $signal" if $signal;
    return \%told;
}

# A case's findings, members' among them: "id card column", in the order told.
sub findings_of {
    my ($case, $told) = @_;
    my @findings;
    for my $file (sort keys %$told) {
        my $member = $file =~ m{/members\.\d+/(?:.*/)?([^/.]+)[^/]*$} ? "$1:" : '';
        next if $file ne '' && $file ne $case->{path} && $member eq '';
        push @findings, map { ref $_ ? {id => $_->{id}, at => "$member$_->{card} $_->{column}", text => $_->{text}}
                                     : {id => '', at => '', text => $_} } @{$told->{$file}};
    }
    return @findings;
}

sub fits {
    my ($expected, $finding) = @_;
    (my $id = quotemeta $expected->{id}) =~ s/\\-/\\d/g;
    return $finding->{id} =~ /^$id$/ && $finding->{at} eq $expected->{at} && index($finding->{text}, $expected->{part}) >= 0;
}

sub judge {
    my ($case, $told) = @_;
    my @findings = findings_of($case, $told);
    my @missing;
    for my $expected (@{$case->{expected}}) {
        my ($index) = grep { fits($expected, $findings[$_]) } 0 .. $#findings;
        if (defined $index) { splice @findings, $index, 1 } else { push @missing, $expected }
    }
    $number++;
    print @missing || @findings ? 'not ok' : 'ok', " $number - $case->{name}\n";
    print "# $case->{file}\n" if @missing || @findings;
    print "#   wanted: $_->{id} $_->{at} $_->{part}\n" for @missing;
    print "#   told:   $_->{id} $_->{at} $_->{text}\n" for @findings;
}

# Cases without options or members are checked by one run of the program.
my @cases = map { read_cases($_) } @files;
for my $index (0 .. $#cases) {
    my $case = $cases[$index];
    put($case->{path} = sprintf('%s/case%03d.jcl', $folder, $index), $case->{deck});
    my @members = keys %{$case->{members}} or next;
    my $library = "$folder/members.$index";
    mkdir $library;
    put("$library/$_", $case->{members}{$_}) for @members;
    push @{$case->{options}}, '--proclib', $library;
}
my $together = run_check(map { $_->{path} } grep { !@{$_->{options}} } @cases);
judge($_, @{$_->{options}} ? run_check(@{$_->{options}}, $_->{path}) : $together) for @cases;
print "1..$number\n";
