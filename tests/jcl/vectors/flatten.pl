#!/usr/bin/perl
# Expanded JCL (standard input) as one line a statement, in the order in which it is run: the procedures written out
# for each call are followed where they are called.  A reader of its own, so that lib/jcl is not judged by itself.
use strict;
use warnings;

my @cards = map { chomp; substr $_, 0, 71 } <STDIN>;

# The rest of a parameter field on this card: up to a blank outside apostrophes.  Returns (text, still quoted).
sub field_of {
    my ($text, $quoted) = @_;
    my $end = 0;
    for (; $end < length $text; $end++) {
        my $character = substr $text, $end, 1;
        $quoted = !$quoted if $character eq "'";
        last if $character eq ' ' && !$quoted;
    }
    return (substr($text, 0, $end), $quoted);
}

# One statement of JCL from @cards: [name, operation, field].
sub next_statement {
    my $card = shift @cards;
    my ($name, $operation, $rest) = $card =~ m{^//(\S*)\s+(\S+)\s*(.*)$} or return;
    if ($operation eq 'IF') {
        while ($rest !~ /\bTHEN\b/ && @cards) { my ($more) = shift(@cards) =~ m{^//\s+(.*)}; $rest .= " $more" }
        $rest =~ s/\bTHEN\b.*/THEN/;
        $rest =~ s/\s+/ /g;
        return [$name, $operation, $rest];
    }
    my ($field, $quoted) = field_of($rest, 0);
    while (@cards && ($quoted || $field =~ /,$/)) {
        $card = shift @cards;
        next if $card =~ m{^//\*};
        my ($more) = $quoted ? substr($card, 15) : $card =~ m{^//\s+(.*)};
        (my $part, $quoted) = field_of($more, $quoted);
        $field .= $part;
    }
    $field = '' if $operation =~ /^(ELSE|ENDIF|PEND)$/;
    return [$name, $operation, $field];
}

# Data behind DD * and DD DATA is passed over.
sub skip_data {
    my ($field) = @_;
    $field =~ /^(\*|DATA)(,|$)/ or return;
    my $data = $1 eq 'DATA';
    my ($delimiter) = $field =~ /\bDLM=('(?:[^']|'')*'|[^,]*)/;
    $delimiter =~ s/^'(.*)'$/$1/ and $delimiter =~ s/''/'/g if defined $delimiter;
    my $end = $delimiter // '/*';
    while (@cards) {
        last if !$data && $cards[0] =~ m{^//};
        last if index(shift(@cards), $end) == 0;
    }
}

my (%procedures, @job);
my $into = \@job;
while (@cards) {
    if ($cards[0] =~ m{^//\*} || $cards[0] !~ m{^//\S*\s+\S}) { shift @cards; next }
    my $statement = next_statement() or next;
    my ($name, $operation, $field) = @$statement;
    if ($operation eq 'PROC') { $into = $procedures{$name} = [] }
    elsif ($operation eq 'PEND') { $into = \@job }
    elsif ($operation !~ /^(JOB|SET|JCLLIB|EXPORT)$/) { push @$into, $statement }
    skip_data($field) if $operation eq 'DD';
}

sub say_all {
    for my $statement (@_) {
        my ($name, $operation, $field) = @$statement;
        if ($operation eq 'EXEC' && $field !~ /^PGM=/) {
            my ($procedure) = $field =~ /^(?:PROC=)?([^,]+)/;
            say_all(@{$procedures{$procedure} // die "no procedure $procedure is written out\n"});
        } else {
            print "//$name $operation", $field eq '' ? '' : " $field", "\n";
        }
    }
}
say_all(@job);
