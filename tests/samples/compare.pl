#!/usr/bin/perl
# compare.pl - what became of the samples beside what their sources say.  TAP.
# Usage: compare.pl submissions NIGHT-PATTERN EXPECTED <(list --json)      compare.pl files NIGHT-PATTERN EXPECTED <(files --json)
#
# A finding is CUTnnn or CUTnnn/FIELD; all are compared, in any order.
use strict;
use warnings;
use JSON::PP;

my ($what, $nights, $expected_path) = @ARGV;
my $json = JSON::PP->new->canonical->utf8;

sub objects {
    my ($in) = @_;
    return map { $json->decode($_) } <$in>;
}

open my $in, '<', $expected_path or die "$expected_path: $!\n";
my @expected = grep { $_->{night} =~ /^(?:$nights)$/ } objects($in);
my @actual = objects(\*STDIN);

# What is left of both lists of findings when those that agree are taken away.
sub findings_left {
    my ($expected, $actual) = @_;
    my @left = map { defined $_->{field} ? "$_->{id}/$_->{field}" : $_->{id} } @$actual;
    my @missing;
    # those that name a field choose first
    for my $want (sort { ($b =~ m{/}) <=> ($a =~ m{/}) } @$expected) {
        my ($place) = grep { $left[$_] eq $want || $left[$_] =~ m{^\Q$want\E/} } 0 .. $#left;
        defined $place ? splice(@left, $place, 1) : push(@missing, $want);
    }
    return (map({ "missing $_" } @missing), map({ "unexpected $_" } sort @left));
}

sub report {
    my ($name, @wrong) = @_;
    print @wrong ? "not ok - $name: " . join(', ', @wrong) . "\n" : "ok - $name\n";
}

sub submissions {
    my %found = map { ("$_->{release}.$_->{iteration} $_->{form}", $_) } @actual;
    for (grep { defined $_->{release} && $_->{state} !~ /^(?:ASIDE|DUPLICATE)$/ } @expected) {
        my $name = "$_->{release}.$_->{iteration} $_->{form}";
        my $is = delete $found{$name};
        report($name, 'not in the register'), next unless $is;
        my @wrong = findings_left($_->{findings}, $is->{findings});
        unshift @wrong, "$is->{state}, expected $_->{state}" if $is->{state} ne $_->{state};
        push @wrong, "from $is->{file}, expected $_->{file}" if $is->{file} ne $_->{file};
        my $start = $is->{slot} ? substr $is->{slot}{start}, 0, 16 : 'none';
        push @wrong, "slot $start, expected $_->{slot}" if $_->{slot} && $start ne $_->{slot};
        push @wrong, scalar @{$is->{alternates}} . " alternates" if @{$is->{alternates}} != ($_->{alternates}[0] || 0);
        report("$name is $_->{state}", @wrong);
    }
    report("$_ was not expected", 'in the register') for sort keys %found;
}

sub files {
    my %found = map { ($_->{name}, $_) } @actual;
    my %parts;    # findings of submissions that a posted file does not bring into the register
    push @{$parts{$_->{file}}}, @{$_->{findings}} for grep { defined $_->{release} && $_->{state} =~ /^(?:ASIDE|DUPLICATE)$/ } @expected;
    for (grep { !defined $_->{release} && $_->{state} ne 'LEFT' } @expected) {
        my $is = delete $found{$_->{file}};
        report($_->{file}, 'not known'), next unless $is;
        my @wrong = findings_left([@{$_->{findings}}, @{$parts{$_->{file}} || []}], $is->{findings});
        unshift @wrong, "$is->{state}, expected $_->{state}" if $is->{state} ne $_->{state};
        report("$_->{file} is $_->{state}", @wrong);
    }
    report("$_ was not expected", 'known') for sort keys %found;
}

$what eq 'files' ? files() : submissions();
