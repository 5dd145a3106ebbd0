#!/usr/bin/perl
# A TCP relay on 127.0.0.1 that breaks: cutproxy.pl PORT BYTES FILE
# Relays to PORT, and after BYTES bytes have come back from there (over all connections) closes everything and
# refuses from then on.  Writes its own port into FILE when it listens.  Ends with its parent.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

my ($port, $left, $file) = @ARGV;
my $listen = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 8, ReuseAddr => 1) or die "listen: $!";
open my $out, '>', "$file.new" or die "$file: $!";
print $out $listen->sockport, "\n";
close $out;
rename "$file.new", $file or die "$file: $!";

my %peer;      # socket => the other end
my %is_server; # socket => it leads to PORT
my $parent = getppid;
my $select = IO::Select->new($listen);
while (getppid == $parent) {
    for my $socket ($select->can_read(0.5)) {
        if ($socket == $listen) {
            my $client = $listen->accept or next;
            my $server = $left > 0 ? IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port) : undef;
            if (!$server) { close $client; next }
            ($peer{$client}, $peer{$server}, $is_server{$server}) = ($server, $client, 1);
            $select->add($client, $server);
            next;
        }
        my $got = sysread $socket, my $data, 65536;
        if ($got && $is_server{$socket}) {
            $data = substr $data, 0, $left if $got > $left;
            $left -= length $data;
        }
        my $other = $peer{$socket};
        syswrite $other, $data if $got;
        if (!$got || $left <= 0) {
            my @gone = $left <= 0 ? grep { $_ != $listen } $select->handles : ($socket, $other);
            for (@gone) { $select->remove($_); delete $peer{$_}; delete $is_server{$_}; close $_ }
            last;
        }
    }
}
